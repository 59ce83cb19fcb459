"""A clerk takes down what somebody said: the same case, the same days, and no way to read it."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.clients import StrictClient, html_of

from youwei.kernel.actor import Role

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene

Desk = Callable[[Any], StrictClient]
CALL = {"kind": "request", "text": "窗口两次让我重填。", "read_back": "on"}


def numbers(page: str) -> list[str]:
    return re.findall(r"SF16-[0-9A-Z]{4}-[0-9A-Z]{4}", page)


def test_a_call_becomes_a_numbered_case(scene: "Scene", desk: Desk) -> None:
    from youwei.listening.channels.models import Reception
    from youwei.listening.complaints.models import Case

    browser = desk(scene.phone)
    about = str(scene.bureau.pk)
    answer = browser.submit("/desk/register/", {**CALL, "about_organ": about}, form="take-down")
    page = html_of(answer)
    case = Case.objects.get()
    assert (case.channel, case.kind, case.about_organ_id) == (
        "organ-phone",
        "request",
        scene.bureau.pk,
    )
    assert case.number in page
    assert 'id="receipt-code"' in page
    reception = Reception.objects.get()
    assert (reception.organ, reception.taken_by_id) == (scene.bureau, scene.phone.account_id)
    assert (reception.read_back, reception.spoken_by) == (True, "self")


def test_the_form_says_when_it_needs_a_way_to_the_person(scene: "Scene", desk: Desk) -> None:
    page = html_of(desk(scene.phone).get("/desk/register/"))
    label = page.partition('<label class="field__label" for="id_contact">')[2].partition("<")
    note = label[2].partition("</label>")[0]
    assert "必填" in note
    assert "选填" not in note


def test_the_same_form_twice_is_one_case(scene: "Scene", desk: Desk) -> None:
    from tests.harness.pages import read

    from youwei.listening.complaints.models import Case

    browser = desk(scene.phone)
    form = next(
        one
        for one in read(html_of(browser.get("/desk/register/"))).forms
        if one.attributes.get("id") == "take-down"
    )
    data = {**form.untouched(), **CALL}
    first, second = (browser.post("/desk/register/", data) for _ in range(2))
    assert numbers(html_of(first))[0] == numbers(html_of(second))[0]
    assert Case.objects.count() == 1


def test_it_must_have_been_read_back(scene: "Scene", desk: Desk) -> None:
    from youwei.listening.complaints.models import Case

    given = {"kind": "request", "text": "窗口两次让我重填。"}
    answer = desk(scene.phone).submit("/desk/register/", given, form="take-down")
    assert answer.status_code == 422
    assert "尚未向反映人复述内容" in html_of(answer)
    assert "窗口两次让我重填。" in html_of(answer), "what was typed is kept"
    assert not Case.objects.exists()


def test_an_allegation_is_not_stored(scene: "Scene", desk: Desk) -> None:
    from youwei.listening.complaints.models import Case

    given = {**CALL, "kind": "allegation"}
    answer = desk(scene.phone).submit("/desk/register/", given, form="take-down")
    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert "12388" in html_of(answer), "the clerk can say where to turn"


def test_each_clerk_takes_down_for_the_own_organ_only(scene: "Scene") -> None:
    from youwei.listening.channels.rules.refusals import NotYourChannel

    province = scene.cast.province
    for actor, organ, channel in (
        (scene.phone, province.commission, "organ-phone"),
        (scene.phone, province.office, "office-phone"),
        (scene.clerk, province.bureau, "organ-phone"),
        (scene.cast.office, province.bureau, "organ-phone"),
        (scene.cast.bureau, province.bureau, "organ-phone"),
        (scene.clerk, province.office, "media"),
        (scene.phone, province.office, "supervisor"),
        (scene.cast.office, province.office, "web"),
        (scene.cast.office, province.office, "hotline-12345"),
    ):
        with pytest.raises(NotYourChannel):
            scene.call(actor, organ, channel=channel)


def test_a_clerk_sees_numbers_and_no_word(scene: "Scene", desk: Desk) -> None:
    from youwei.listening.complaints.access import visible_to

    receipt = scene.call(text="一字不漏的内容")
    browser = desk(scene.phone)
    page = html_of(browser.get("/desk/register/"))
    assert numbers(page) == [receipt.number]
    assert "一字不漏" not in page
    assert browser.get(f"/desk/cases/{receipt.number}/").status_code == 404
    assert browser.get("/desk/cases/").status_code == 403
    assert not visible_to(scene.phone).exists()
    assert numbers(html_of(desk(scene.clerk).get("/desk/register/"))) == [], "only one's own"


def test_yesterday_is_gone_from_the_page(scene: "Scene", desk: Desk) -> None:
    from datetime import timedelta

    from youwei.kernel import clock

    with clock.at(clock.now() - timedelta(days=1)):
        scene.call()
    assert numbers(html_of(desk(scene.phone).get("/desk/register/"))) == []


def test_a_clerk_is_led_to_what_they_may_do(scene: "Scene", desk: Desk) -> None:
    page = html_of(desk(scene.phone).get("/desk/"))
    assert 'href="/desk/register/"' in page
    assert 'href="/desk/cases/"' not in page


class TestConductOfTheOwnOrgan:
    def test_it_goes_to_the_office_and_is_kept_from_the_organ(
        self, scene: "Scene", desk: Desk
    ) -> None:
        from youwei.listening.complaints.access import visible_to
        from youwei.listening.complaints.models import Case

        given = {**CALL, "kind": "conduct", "about_organ": str(scene.bureau.pk)}
        answer = desk(scene.phone).submit("/desk/register/", given, form="take-down")
        case = Case.objects.get()
        assert "此件对本单位屏蔽" in html_of(answer)
        assert list(visible_to(scene.cast.office)) == [case]
        for actor in (scene.phone, scene.witness, scene.cast.bureau, scene.cast.agency):
            assert not visible_to(actor).exists()
        page = html_of(desk(scene.phone).get("/desk/register/"))
        assert numbers(page) == [], "counted, not named"
        assert "另有 1 件" in page

    def test_name_and_contact_are_not_kept(self, scene: "Scene") -> None:
        from youwei.listening.complaints.models import Writer

        scene.call(kind="conduct", about_organ=scene.bureau, name="甲", contact="一三八")
        assert not Writer.objects.exists()

    def test_the_code_that_its_clerk_heard_withdraws_nothing(self, scene: "Scene") -> None:
        from tests.listening.channels.scene import case_of

        from youwei.kernel.actor import citizen
        from youwei.listening.channels.rules.refusals import HeardByOrgan
        from youwei.listening.complaints.operations.sending import withdraw

        own = case_of(scene.call(kind="conduct", about_organ=scene.bureau))
        with pytest.raises(HeardByOrgan):
            withdraw(actor=citizen(own.number), case=own)
        own.refresh_from_db()
        assert own.state == "received"
        other = case_of(scene.call(kind="conduct", about_organ=scene.cast.province.commission))
        assert withdraw(actor=citizen(other.number), case=other).state == "withdrawn"

    def test_the_code_that_its_clerk_heard_opens_only_the_fact_of_receipt(
        self, scene: "Scene", client: StrictClient
    ) -> None:
        from tests.listening.complaints.sender import look_up

        own = scene.call(kind="conduct", about_organ=scene.bureau, text="一字不漏的内容")
        page = look_up(client, own)
        assert "本件已经收到" in page
        assert "一字不漏" not in page
        assert "被反映" not in page
        other = scene.call(kind="conduct", about_organ=scene.cast.province.commission)
        assert other.number in look_up(client, other)

    def test_the_office_hands_the_writer_another(
        self, scene: "Scene", desk: Desk, client: StrictClient
    ) -> None:
        import re

        from tests.listening.channels.scene import case_of
        from tests.listening.complaints.sender import look_up

        from youwei.listening.channels.operations.codes import renew_code
        from youwei.listening.channels.rules.refusals import CodeUnheard
        from youwei.listening.complaints.access import TriageOnly
        from youwei.listening.complaints.queries.receipts import Receipt, case_by_code
        from youwei.listening.complaints.rules.refusals import WrongCode

        own = scene.call(kind="conduct", about_organ=scene.bureau)
        with pytest.raises(TriageOnly):
            renew_code(actor=scene.phone, case=case_of(own))
        place = f"/desk/cases/{own.number}/"
        page = html_of(desk(scene.cast.office).submit(place, {}, form=f"{place}move/code/"))
        found = re.search(r'id="receipt-code">([0-9A-Z-]{24})<', page)
        assert found
        assert "一字不漏" not in page
        with pytest.raises(WrongCode):
            case_by_code(own.number, own.code)
        assert own.number in look_up(client, Receipt(number=own.number, code=found[1]))
        with pytest.raises(CodeUnheard):
            renew_code(actor=scene.cast.office, case=case_of(own))

    def test_a_page_that_the_first_code_opened_goes_with_the_code(
        self, scene: "Scene", client: StrictClient
    ) -> None:
        from tests.listening.channels.scene import case_of
        from tests.listening.complaints.sender import act, look_up

        from youwei.listening.channels.operations.codes import renew_code
        from youwei.listening.complaints.operations.triage import sort

        own = scene.call(kind="request", about_organ=scene.bureau)
        page = look_up(client, own)
        office, case, organ = scene.cast.office, case_of(own), scene.bureau
        sort(actor=office, case=case, kind="conduct", about_organ=organ, themes=[])
        renew_code(actor=office, case=case)
        answer, status = act(client, page, "withdraw")
        assert status == 403
        assert own.number not in answer
        assert case_of(own).state == "received"

    def test_a_code_closes_when_the_case_turns_out_to_be_about_conduct(
        self, scene: "Scene"
    ) -> None:
        from tests.listening.channels.scene import case_of

        from youwei.listening.channels.rules.refusals import CodeHeard
        from youwei.listening.complaints.operations.triage import sort
        from youwei.listening.complaints.queries.receipts import case_by_code

        own = scene.call(kind="request", about_organ=scene.bureau)
        case = case_by_code(own.number, own.code)
        sort(
            actor=scene.cast.office,
            case=case,
            kind="conduct",
            about_organ=scene.bureau,
            themes=[],
        )
        with pytest.raises(CodeHeard):
            case_by_code(case_of(own).number, own.code)

    def test_the_office_is_told(self, scene: "Scene", desk: Desk) -> None:
        receipt = scene.call(kind="conduct", about_organ=scene.bureau)
        page = html_of(desk(scene.cast.office).get(f"/desk/cases/{receipt.number}/"))
        assert "被反映单位已知悉" in page
        assert "首接单位" in page


def test_the_answer_by_telephone_needs_a_sealed_number(scene: "Scene") -> None:
    from tests.listening.channels.scene import case_of

    from youwei.listening.channels.rules.refusals import NoWayToPerson
    from youwei.listening.complaints.queries.writers import contact_of

    with pytest.raises(NoWayToPerson):
        scene.call(how={"answer_by": "phone"})
    case = case_of(scene.call(how={"answer_by": "phone"}, name="甲", contact="13800000000"))
    assert contact_of(case).contact == "13800000000"
    assert b"138" not in bytes(case.writer.sealed_contact)
    assert case.writer.may_contact


def test_nothing_is_kept_of_who_wants_no_answer_by_telephone(scene: "Scene") -> None:
    from youwei.listening.complaints.models import Writer

    scene.call(name="甲", contact="13800000000")
    assert not Writer.objects.exists()


def test_every_way_in_has_the_same_days(scene: "Scene") -> None:
    """C-56: telephone, paper, visit, box, media, supervisor and web."""
    from tests.listening.channels.scene import case_of
    from tests.listening.complaints.cast import hands_in

    province = scene.cast.province
    clerk, office, watcher = scene.clerk, scene.cast.office, scene.supervisor
    source = {"source": "某报", "source_on": date(2026, 1, 5)}
    cases = [
        case_of(hands_in(scene.cast)()),
        case_of(scene.call()),
        *(
            case_of(scene.call(clerk, province.office, channel=code))
            for code in ("office-phone", "letter", "visit")
        ),
        *(
            case_of(scene.call(office, province.office, channel=code, how=source))
            for code in ("media", "tv-questioning")
        ),
        case_of(scene.call(watcher, province.office, channel="supervisor")),
        case_of(scene.call(channel="organ-box")),
    ]
    assert len({case.channel for case in cases}) == len(cases)
    assert len({(case.triage_due_on, case.triage_due_provisional) for case in cases}) == 1
    assert {case.state for case in cases} == {"received"}


@pytest.mark.parametrize("role", [Role.HANDLER, Role.APPRAISER, Role.AUDIT_ADMIN])
def test_nobody_else_takes_down(scene: "Scene", desk: Desk, role: Role) -> None:
    who = scene.cast.province.actor("somebody", role, scene.bureau)
    browser = desk(who)
    for place in ("", "reports/", "supervisor/", "forwarded/"):
        assert browser.get(f"/desk/register/{place}").status_code == 403


def test_the_form_asks_no_identity_number(scene: "Scene", desk: Desk) -> None:
    from tests.harness.pages import read

    page = read(html_of(desk(scene.clerk).get("/desk/register/")))
    form = next(one for one in page.forms if one.attributes.get("id") == "take-down")
    assert form.names == {
        "csrfmiddlewaretoken",
        "submission",
        "counter",
        "kind",
        "about_organ",
        "text",
        "files",
        "answer_by",
        "name",
        "contact",
        "spoken_by",
        "read_back",
    }


def test_the_journal_holds_no_word_of_it(scene: "Scene") -> None:
    from youwei.foundation.journal.models import JournalEvent

    scene.call(text="一字不漏的内容", name="甲某", contact="一三八", how={"answer_by": "phone"})
    told = " ".join(str(event.data) for event in JournalEvent.objects.all())
    assert not any(word in told for word in ("一字不漏", "甲某", "一三八"))
