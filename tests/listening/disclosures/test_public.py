"""The way in and the way back, as a browser without account, cookie or history goes them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.foundation.files import samples
from tests.harness.clients import StrictClient, html_of
from tests.listening.disclosures.pages import NEW, act, come_back, fill_in, form_of, receipt_on
from tests.listening.disclosures.scene import Scene, disclosure_of

from youwei.kernel import clock
from youwei.listening.disclosures.models import Disclosure, Entry, RecipientKey, SealedFile
from youwei.listening.disclosures.operations.handling import accept
from youwei.listening.disclosures.operations.opening import open_file
from youwei.listening.disclosures.web.ticket import LIFETIME

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("scene")
class TestTheWayIn:
    def test_leaves_no_cookie_and_tells_no_other_site(self, client: StrictClient) -> None:
        for address in (
            "/disclose/",
            "/disclose/elsewhere/?level=higher",
            NEW,
            "/disclose/return/",
        ):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "no-store" in answer.headers["Cache-Control"]
            assert 'content="no-referrer"' in html_of(answer)
        page, status = fill_in(client)
        assert status == 200
        come_back(client, receipt_on(page))
        assert not client.cookies

    def test_a_higher_level_gets_a_door_and_no_form(self, client: StrictClient) -> None:
        for address in ("/disclose/elsewhere/?level=higher", "/disclose/new/?level=higher"):
            page = html_of(client.get(address))
            assert "12388" in page
            assert "<textarea" not in page
        client.post("/disclose/new/?level=higher", {"text": "某省领导"})
        assert not Disclosure.objects.exists()

    def test_about_the_body_above_the_text_stays_in_the_browser(
        self, client: StrictClient, scene: Scene
    ) -> None:
        page, status = fill_in(client, organ=str(scene.above.pk))
        assert status == 409
        assert "12388" in page
        assert not Disclosure.objects.exists()

    def test_without_a_proof_nothing_is_stored(self, client: StrictClient) -> None:
        _, status = fill_in(client, altcha="")
        assert status == 422
        assert not Disclosure.objects.exists()

    def test_a_form_of_another_site_is_refused(self, client: StrictClient) -> None:
        data = {**form_of(client), "text": "某人收了钱，有转账记录。"}
        answer = client.post(NEW, data, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert not Disclosure.objects.exists()

    def test_a_double_press_gives_one_receipt(self, client: StrictClient) -> None:
        data = {**form_of(client), "text": "某人收了钱，有转账记录。"}
        one, again = (receipt_on(html_of(client.post(NEW, data))) for _ in range(2))
        assert one == again
        assert Disclosure.objects.count() == 1

    def test_a_real_name_needs_name_and_contact(self, client: StrictClient) -> None:
        _, status = fill_in(client, identity="named", name="李某")
        assert status == 422
        page, status = fill_in(client, identity="named", name="李某", contact="13900000000")
        assert status == 200
        assert Disclosure.objects.get(number=receipt_on(page).number).named

    def test_a_name_that_was_typed_and_not_chosen_is_not_kept(self, client: StrictClient) -> None:
        fill_in(client, identity="anonymous", name="李某", contact="13900000000")
        disclosure = Disclosure.objects.get()
        assert not disclosure.named
        assert not hasattr(disclosure, "identity")


def test_with_one_half_only_no_name_is_asked(client: StrictClient, scene: Scene) -> None:
    RecipientKey.objects.filter(pk=scene.key(scene.second).pk).update(removed_on=clock.today())
    assert 'name="contact"' not in html_of(client.get(NEW))


def test_without_recipients_the_door_leads_elsewhere(client: StrictClient, scene: Scene) -> None:
    RecipientKey.objects.update(removed_on=clock.today())
    page = html_of(client.get("/disclose/"))
    assert "12388" in page
    assert "/disclose/new/" not in page


def test_the_complaint_form_leads_here(client: StrictClient, scene: Scene) -> None:
    assert 'href="/disclose/"' in html_of(client.get("/report/allegation/"))


@pytest.mark.usefixtures("still")
class TestTheWayBack:
    def test_shows_answers_and_clocks_and_never_the_report(
        self, client: StrictClient, scene: Scene
    ) -> None:
        page, _ = fill_in(client, identity="named", name="李某", contact="13900000000")
        receipt = receipt_on(page)
        page = come_back(client, receipt)
        assert "转账记录" not in page
        assert "2026-12-14" in page, "15 working days"
        accept(
            actor=scene.first,
            disclosure=disclosure_of(receipt),
            secret=scene.secret(scene.first),
            text="已受理，会依规办理",
        )
        assert "已受理，会依规办理" in come_back(client, receipt)

    def test_adds_words_and_files(self, client: StrictClient, scene: Scene) -> None:
        receipt = receipt_on(fill_in(client)[0])
        page = come_back(client, receipt)
        picture = SimpleUploadedFile("现场.jpg", samples.jpeg(), "image/jpeg")
        page, status = act(client, page, "add-form", text="还有照片", files=picture)
        assert status == 200
        assert "还有照片" not in page
        file = SealedFile.objects.get()
        found = open_file(
            actor=scene.first,
            disclosure=disclosure_of(receipt),
            file_id=file.pk,
            secret=scene.secret(scene.first),
        )
        assert found is not None
        assert found.name == "现场.jpg"
        assert b"Exif" not in found.content

    def test_tells_of_retaliation_by_one_press(self, client: StrictClient, scene: Scene) -> None:
        receipt = receipt_on(fill_in(client)[0])
        page, _ = act(client, come_back(client, receipt), "suffer-form")
        assert "2026-11-24" in page, "one working day"
        assert Entry.objects.filter(said="retaliation", taken_up_on=None).count() == 1

    def test_a_page_left_open_acts_no_more(
        self, client: StrictClient, scene: Scene, still: object
    ) -> None:
        page = come_back(client, receipt_on(fill_in(client)[0]))
        with clock.at(clock.now() + LIFETIME * 2):
            _, status = act(client, page, "add-form", text="太晚了")
        assert status == 403
        assert Entry.objects.count() == 1

    def test_wrong_phrases_are_counted_and_the_right_one_still_opens(
        self, client: StrictClient, scene: Scene
    ) -> None:
        receipt = receipt_on(fill_in(client)[0])
        wrong = {"number": receipt.number, "phrase": "山" * 12}
        answers = [
            client.submit("/disclose/return/", wrong, form="return").status_code for _ in range(11)
        ]
        assert answers == [422] * 10 + [429]
        assert receipt.number in come_back(client, receipt)
