"""POST requests: a matter is taken in as from the form, and no more of its sender is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast
from tests.listening.complaints.sender import look_up
from tests.listening.open311.app import TEXT, App, app_of, asks, case_in, receipt_in

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case, ChannelToken, Writer
from youwei.listening.complaints.operations.tokens import revoke_channel_token
from youwei.listening.complaints.queries.writers import contact_of
from youwei.listening.open311.models import PublicRequest

pytestmark = pytest.mark.usefixtures("still")


def test_a_matter_comes_in_and_its_sender_can_follow_it(app: App, client: StrictClient) -> None:
    posted = app.post()
    receipt = receipt_in(posted)
    assert receipt.number in look_up(client, receipt)
    case = case_in(posted)
    assert (case.kind, case.channel, case.text) == ("request", "api", TEXT)
    assert posted[0]["service_request_id"] not in {receipt.number, str(case.pk)}


def test_xml_says_the_same(app: App) -> None:
    told = app.post(form="xml")
    assert Case.objects.get().number in told
    assert "<account_id />" in told


def test_what_a_case_knows_is_mapped(app: App, cast: Cast) -> None:
    posted = app.post(
        lat="38.0428",
        long="114.5149",
        address_string="中山路1号窗口",
        **asks(
            organ=str(cast.province.bureau.pk),
            happened_on="2026-11-20T08:00:00+08:00",
        ),
    )
    case = case_in(posted)
    assert case.about_organ == cast.province.bureau
    assert case.happened_on is not None
    assert case.happened_on.isoformat() == "2026-11-20"
    assert case.text.startswith(TEXT)
    assert "中山路1号窗口; 38.04280, 114.51490" in case.text


def test_themes_of_the_definition_are_taken(app: App) -> None:
    asked = app.get("services/request")["attributes"]
    theme = next(one for one in asked if one["code"] == "theme")
    two = [value["key"] for value in theme["values"][:2]]
    posted = app.post(**asks(theme=two))
    assert [one.code for one in case_in(posted).themes.all()] == two


def test_name_and_contact_are_kept_sealed_only_with_consent(app: App) -> None:
    person: dict[str, Any] = {
        "first_name": "小明",
        "last_name": "王",
        "phone": "13800000000",
        "email": "a@b.test",
    }
    posted = app.post(**person)
    assert not Writer.objects.exists()
    assert "没有保存" in posted[0]["service_notice"]
    posted = app.post(**person, **asks(contact="yes"))
    opened = contact_of(case_in(posted))
    assert (opened.name, opened.contact) == ("王 小明", "13800000000, a@b.test")
    assert bytes(Writer.objects.get().sealed_name).find("王".encode()) < 0
    assert Writer.objects.get().may_contact


def test_of_a_complaint_about_conduct_no_name_is_kept(app: App, cast: Cast) -> None:
    posted = app.post(
        "conduct",
        last_name="王",
        phone="13800000000",
        **asks(organ=str(cast.province.bureau.pk)),
    )
    assert case_in(posted).kept_from_organ
    assert not Writer.objects.exists()
    app.post("conduct", status=400, **asks(contact="yes"))


def test_a_picture_that_is_not_kept_is_told(app: App) -> None:
    told = app.post(media=SimpleUploadedFile("a.jpg", b"\xff\xd8"))[0]["service_notice"]
    assert "附件没有保存" in told
    assert "附件没有保存" not in app.post()[0]["service_notice"]


def test_device_account_and_picture_leave_no_trace(app: App) -> None:
    """The guards of the test run fail a program that opens another host."""
    marks: dict[str, Any] = {
        "device_id": "DEVICE-quokka",
        "account_id": "ACCOUNT-quokka",
        "media_url": "http://media-quokka.example/a.jpg",
    }
    posted = app.post(**marks)
    assert "没有保存" in posted[0]["service_notice"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "quokka" not in repr(cursor.fetchall()), table


class TestTheSameRequestTwice:
    def test_gives_the_same_answer_and_one_case(self, app: App) -> None:
        first = app.post(device_id="1")
        assert app.post(device_id="1") == first
        assert Case.objects.count() == 1

    def test_also_across_a_turn_of_the_clock(self, app: App) -> None:
        first = app.post()
        with clock.at(clock.now() + timedelta(seconds=121)):
            assert app.post() == first

    def test_later_it_is_a_new_matter(self, app: App) -> None:
        first = app.post()
        with clock.at(clock.now() + timedelta(minutes=5)):
            assert receipt_in(app.post()) != receipt_in(first)

    def test_other_words_another_device_or_another_program_are_another_matter(
        self, app: App, cast: Cast
    ) -> None:
        other = app_of(cast, name="另一个程序")
        posts = [
            app.post(),
            app.post(device_id="2"),
            app.post(description="井盖坏了。"),
            other.post(),
        ]
        assert len({receipt_in(posted).number for posted in posts}) == 4


class TestRefused:
    @pytest.mark.parametrize(
        ("given", "status"),
        [
            ({"api_key": None}, 403),
            ({"api_key": "ywc_nothing"}, 403),
            ({"api_key": "零"}, 403),
            ({"service_code": ""}, 400),
            ({"service_code": "pothole"}, 404),
            ({"jurisdiction_id": "110000"}, 404),
            ({"description": ""}, 400),
            ({"description": " \n "}, 400),
            ({"description": None}, 400),
            ({"description": "字" * 6_000}, 400),
            ({"description": "反\u202e转"}, 400),
            ({"lat": "38.0"}, 400),
            ({"lat": "138.0", "long": "1"}, 400),
            ({"address_id": "000000"}, 400),
            ({"attribute[nothing]": "1"}, 400),
            ({"attribute[organ]": "999999"}, 400),
            ({"attribute[organ]": "DROP"}, 400),
            ({"attribute[public]": "perhaps"}, 400),
            ({"attribute[public][]": ["yes", "no"]}, 400),
            ({"attribute[happened_on]": "2099-01-01"}, 400),
            ({"attribute[": "1"}, 400),
        ],
    )
    def test_by_name_in_both_formats_and_nothing_is_stored(
        self, app: App, given: dict[str, Any], status: int
    ) -> None:
        for form in ("json", "xml"):
            told = app.post(status=status, form=form, **given)
            assert str(status) in str(told)
        assert not Case.objects.exists()

    def test_an_allegation_is_shown_its_door(self, app: App) -> None:
        told = app.post("allegation", status=403)
        assert "12388" in told[0]["description"]
        assert not Case.objects.exists()

    def test_a_revoked_key(self, app: App) -> None:
        revoke_channel_token(actor=SYSTEM, token=ChannelToken.objects.get())
        app.post(status=403)

    def test_the_level_above(self, app: App, cast: Cast) -> None:
        organ = asks(organ=str(cast.province.leading.pk))
        app.post("conduct", status=403, **organ)
        assert not Case.objects.exists()

    def test_a_method_that_is_not_known(self, app: App) -> None:
        answer = app.browser.delete("/open311/v2/requests.json")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")

    def test_another_place_named_in_the_address(self, app: App) -> None:
        data = {"api_key": app.key, "service_code": "request", "description": TEXT}
        for place, status in (("110000", 404), ("", 200)):
            address = f"/open311/v2/requests.json?jurisdiction_id={place}"
            assert app.browser.post(address, data).status_code == status
        assert Case.objects.count() == 1


def test_the_journal_holds_no_word_of_it(app: App) -> None:
    app.post(address_string="中山路1号", **asks(public="yes"))
    told = repr(list(JournalEvent.objects.values_list("data", "actor_label", "subject")))
    assert "路灯" not in told
    assert "中山路" not in told
    assert PublicRequest.objects.get().public_id not in told
    assert "georeport.handed_in" in set(JournalEvent.objects.values_list("kind", flat=True))
