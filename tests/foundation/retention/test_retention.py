"""C-46: what is due goes by two persons or by rule, never what is held, and a certificate stays."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.harness.clients import html_of
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.operations import attach
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.people.models import ApiToken, DeskSession
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.foundation.retention import operations as do
from youwei.foundation.retention.jobs import dispose_by_rule
from youwei.foundation.retention.models import Disposal, Hold
from youwei.foundation.retention.rules import refusals
from youwei.foundation.retention.rules.states import DISPOSAL, State
from youwei.foundation.retention.rules.terms import due_until
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.deadlines import Term, due
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints.models import Writer
from youwei.listening.complaints.operations import sending

if TYPE_CHECKING:
    from tests.listening.complaints.cast import Cast
    from youwei.listening.complaints.queries.receipts import Receipt

IDENTITY, FILES = "case-identity", "anonymous-attachment"
TWO_YEARS = timedelta(days=740)
HandIn = Callable[..., "Receipt"]


@pytest.fixture
def cast(db: None, still: object) -> "Cast":
    from tests.listening.complaints.cast import build_cast

    return build_cast()


@pytest.fixture
def hand_in(cast: "Cast") -> HandIn:
    from tests.listening.complaints.cast import hands_in

    return hands_in(cast)


@pytest.fixture
def second(cast: "Cast") -> Actor:
    return cast.province.actor("office-2", Role.OFFICE, cast.province.office)


def ended(hand_in: HandIn, **given: Any) -> Any:
    from tests.listening.complaints.cast import case_of, writer_of

    receipt = hand_in(**given)
    sending.withdraw(actor=writer_of(receipt), case=case_of(receipt))
    return case_of(receipt)


def later(span: timedelta = TWO_YEARS) -> Any:
    return clock.at(clock.now() + span)


def test_the_table_is_whole() -> None:
    DISPOSAL.check()


@pytest.mark.parametrize("code", ["1d exact", "1m", "24m", "15wd", "120m"])
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 3, 1), date(2024, 2, 29)])
def test_the_last_day_that_is_due(code: str, today: date) -> None:
    term, days = Term.parse(code), calendar()
    until = due_until(today, term, days)
    assert until is not None
    assert due(until, term, days).on < today <= due(until + timedelta(days=1), term, days).on


def test_two_persons_erase_what_is_due(cast: "Cast", hand_in: HandIn, second: Actor) -> None:
    case, campaign = ended(hand_in, name="甲"), cast.province.campaign
    hand_in(name="乙")
    with pytest.raises(refusals.NothingDue):
        do.prepare_disposal(actor=cast.office, code=IDENTITY, campaign=campaign)
    with later():
        disposal = do.prepare_disposal(actor=cast.office, code=IDENTITY, campaign=campaign)
        with pytest.raises(refusals.ListWaits):
            do.prepare_disposal(actor=second, code=IDENTITY, campaign=campaign)
        with pytest.raises(NotAllowed):
            do.confirm_disposal(actor=cast.office, disposal=disposal)
        with pytest.raises(IntegrityError), transaction.atomic():
            Disposal.objects.filter(pk=disposal.pk).update(
                state="done", done_at=clock.now(), confirmed_by=disposal.prepared_by
            )
        assert Writer.objects.count() == 2
        done = do.confirm_disposal(actor=second, disposal=disposal)
    assert Writer.objects.filter(case=case).count() == 0
    assert Writer.objects.count() == 1
    assert (done.state, done.listed, done.erased, done.left, done.keys) == ("done", 1, 1, 0, [])
    assert "hebei-2016" in done.rule
    event = JournalEvent.objects.get(kind="retention.disposed")
    assert done.digest == event.digest
    assert case.number not in str(event.data)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.OFFICE, Role.LEADING_GROUP}])
def test_nobody_else_disposes(cast: "Cast", hand_in: HandIn, role: Role, desk: Any) -> None:
    ended(hand_in, name="甲")
    actor = cast.province.actor("somebody", role, cast.province.office)
    with later(), pytest.raises(NotAllowed):
        do.prepare_disposal(actor=actor, code=IDENTITY, campaign=cast.province.campaign)
    assert desk(actor).get("/desk/retention/").status_code == 403
    with pytest.raises(NotAllowed):
        do.place_hold(actor=actor, number=IDENTITY, reason="案件未结", basis="来函")


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING_GROUP])
def test_nor_does_the_office_of_an_organ_that_runs_no_campaign(
    cast: "Cast", role: Role, desk: Any
) -> None:
    """A hold of theirs on a whole class would stop what was promised to writers elsewhere."""
    actor = cast.province.actor("elsewhere", role, cast.province.bureau)
    assert desk(actor).get("/desk/retention/").status_code == 403
    with pytest.raises(NotAllowed):
        do.place_hold(actor=actor, number=IDENTITY, reason="案件未结", basis="来函")


def test_a_hold_stops_both_ways(cast: "Cast", hand_in: HandIn, second: Actor) -> None:
    held, free = ended(hand_in, name="甲"), ended(hand_in, name="乙")
    campaign = cast.province.campaign
    with pytest.raises(refusals.GroundNeeded):
        do.place_hold(actor=cast.office, number=held.number, reason="案件未结", basis=" ")
    with pytest.raises(refusals.NothingOfThisNumber):
        do.place_hold(actor=cast.office, number="SF16-0000-0000", reason="案件", basis="来函")
    with later():
        disposal = do.prepare_disposal(actor=cast.office, code=IDENTITY, campaign=campaign)
        hold = do.place_hold(
            actor=cast.office, number=held.number, reason="案件未结", basis="复函第3号"
        )
        with pytest.raises(refusals.HeldAlready):
            do.place_hold(actor=second, number=held.number, reason="案件", basis="来函")
        done = do.confirm_disposal(actor=second, disposal=disposal)
        assert (done.erased, done.left) == (1, 1)
        assert not Writer.objects.filter(case=free).exists()
    with later(TWO_YEARS + timedelta(days=90)):
        assert dispose_by_rule() == 0
        do.lift_hold(actor=second, hold=hold, reason="案件已结")
        assert dispose_by_rule() == 1
    assert not Writer.objects.filter(case=held).exists()


def test_a_hold_on_a_class_stops_all_of_it(cast: "Cast", hand_in: HandIn) -> None:
    ended(hand_in, name="甲")
    do.place_hold(actor=cast.office, number=IDENTITY, reason="专项检查", basis="通知第1号")
    with later(TWO_YEARS + timedelta(days=90)):
        dispose_by_rule()
    assert Writer.objects.exists()


def tied_to(cast: "Cast", organ: Any) -> Actor:
    """Of the office, with an interest in the organ."""
    account = cast.province.account("tied", Role.OFFICE, cast.province.office)
    own = actor_for(account, clock.today())
    declare_recusal(actor=own, account=account, organ=organ, reason_code=Interest.KIN)
    return actor_for(account, clock.today())


def test_nobody_holds_what_they_may_not_know(cast: "Cast", hand_in: HandIn) -> None:
    case = ended(hand_in, about_organ=cast.province.bureau, kind="conduct")
    with pytest.raises(refusals.NothingOfThisNumber):
        do.place_hold(
            actor=tied_to(cast, cast.province.bureau),
            number=case.number,
            reason="案件未结",
            basis="来函",
        )


def test_nor_lifts_it_by_its_key(cast: "Cast", hand_in: HandIn, desk: Any) -> None:
    """The page hides the hold from them; an address that is guessed must not lift it."""
    case = ended(hand_in, about_organ=cast.province.bureau, kind="conduct")
    hold = do.place_hold(actor=cast.office, number=case.number, reason="案件未结", basis="来函")
    tied = desk(tied_to(cast, cast.province.bureau))
    for reason in ("", "不再需要"):
        answer = tied.send(reverse("retention:lift", args=[hold.pk]), {"reason": reason})
        assert answer.status_code == 404
    hold.refresh_from_db()
    assert hold.lifted_at is None


def test_what_two_persons_leave_undone_goes_by_rule_after_a_month(
    cast: "Cast", hand_in: HandIn
) -> None:
    """The page that collected the name promised its end."""
    ended(hand_in, name="甲")
    for days, left in ((735, 1), (760, 1), (770, 0)):
        with later(timedelta(days=days)):
            dispose_by_rule()
            assert Writer.objects.count() == left, days
    made = Disposal.objects.get()
    assert (made.by_rule, made.state, made.prepared_by, made.erased) == (True, State.DONE, None, 1)


def test_a_list_that_nobody_confirms_lapses(cast: "Cast", hand_in: HandIn, second: Actor) -> None:
    ended(hand_in, name="甲")
    with later():
        disposal = do.prepare_disposal(
            actor=cast.office, code=IDENTITY, campaign=cast.province.campaign
        )
    with later(TWO_YEARS + timedelta(days=7)):
        with pytest.raises(refusals.ListOver):
            do.confirm_disposal(actor=second, disposal=disposal)
        dispose_by_rule()
    disposal.refresh_from_db()
    assert (disposal.state, disposal.keys) == (State.EXPIRED, [])
    assert Writer.objects.exists()


def test_files_of_anonymous_cases_only(cast: "Cast", hand_in: HandIn, second: Actor) -> None:
    named, anonymous = ended(hand_in, name="甲"), ended(hand_in)
    for case in (named, anonymous):
        attach(
            actor=SYSTEM,
            origin=case.subject,
            trail=case.subject,
            campaign_id=case.campaign_id,
            name="窗口.txt",
            content=BytesIO("排队两小时".encode()),
        )
    campaign = cast.province.campaign
    with later():
        for code in (IDENTITY, FILES):
            disposal = do.prepare_disposal(actor=cast.office, code=code, campaign=campaign)
            do.confirm_disposal(actor=second, disposal=disposal)
        with pytest.raises(refusals.NothingDue):  # not even once the name is gone
            do.prepare_disposal(actor=cast.office, code=FILES, campaign=campaign)
    kept = EvidenceFile.objects.filter(withdrawn_at=None)
    assert [file.origin for file in kept] == [named.subject]
    assert EvidenceFile.objects.filter(origin=anonymous.subject).exists(), "its digest stays"


def test_sign_ins_and_tokens_go_by_rule(cast: "Cast", desk: Any) -> None:
    from tests.harness.tokens import token_of

    desk(cast.office)
    DeskSession.objects.update(expire_date=clock.now() + timedelta(hours=12))
    token_of(cast.office, clock.today())
    with later(timedelta(hours=30)):
        dispose_by_rule()
        assert DeskSession.objects.exists(), "a day after they ended"
    with later(timedelta(days=3)):
        dispose_by_rule()
        assert not DeskSession.objects.exists()
        assert ApiToken.objects.exists()
    with later(timedelta(days=400)):
        dispose_by_rule()
    assert not ApiToken.objects.exists()


def test_words_of_an_export_go_by_rule(cast: "Cast", hand_in: HandIn) -> None:
    from tests.listening.complaints.cast import case_of
    from youwei.foundation.exports.jobs import expire_exports
    from youwei.foundation.exports.models import Export
    from youwei.foundation.exports.operations import request_export
    from youwei.listening.complaints.operations import triage

    triage.accept(actor=cast.office, case=case_of(hand_in()))
    export = request_export(
        actor=cast.office,
        source="figures.exact",
        query="by=kind",
        form="json",
        reason="报送领导小组",
    )
    with later(timedelta(days=10)):
        expire_exports()
        dispose_by_rule()
        assert Export.objects.get().query
    with later(timedelta(days=240)):
        dispose_by_rule()
    export.refresh_from_db()
    assert (export.query, export.reason, export.keys) == ("", "", [])
    assert export.rows


def test_on_the_pages(cast: "Cast", hand_in: HandIn, second: Actor, desk: Any) -> None:
    case = ended(hand_in, name="甲")
    with later():
        first, other = desk(cast.office), desk(second)
        page = "/desk/retention/"
        said = {"number": case.number, "reason": "案件未结", "basis": "来函第2号"}
        assert first.submit(page, said, form="hold").status_code == 302
        assert case.number in html_of(first.get(page))
        prepare = reverse("retention:prepare", args=[cast.province.campaign.pk, IDENTITY])
        assert first.send(prepare).status_code == 409
        hold = Hold.objects.get()
        other.send(reverse("retention:lift", args=[hold.pk]), {"reason": "案件已结"})
        sent = first.send(prepare)
        move = reverse("retention:move", args=[Disposal.objects.get().pk, "confirm"])
        assert move not in html_of(first.get(sent.url))
        assert first.send(move).status_code == 403
        assert move in html_of(other.get(sent.url))
        assert other.send(move).status_code == 302
        assert "销毁" in html_of(other.get(sent.url))
    assert not Writer.objects.exists()


def test_the_page_asks_as_often_for_many_certificates_as_for_one(
    cast: "Cast", desk: Any, same_queries: Any
) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            Disposal.objects.create(
                code=IDENTITY,
                campaign=cast.province.campaign,
                state=State.DONE,
                by_rule=True,
                rule="x",
                listed=1,
                erased=1,
                expires_at=clock.now(),
                done_at=clock.now(),
            )

    same_queries(more, "/desk/retention/", desk(cast.office))


def test_only_the_schedule_disposes_by_rule(cast: "Cast") -> None:
    with pytest.raises(NotAllowed):
        do.dispose_by_rule(
            actor=cast.office, code=IDENTITY, campaign=cast.province.campaign, day=clock.today()
        )
    with pytest.raises(refusals.NothingDue):
        do.dispose_by_rule(
            actor=SYSTEM, code=IDENTITY, campaign=cast.province.campaign, day=clock.today()
        )


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "评议原始答卷"), ("en", "Raw ballots")])
def test_the_page_names_every_code_that_a_hold_may_name(
    cast: "Cast", desk: Any, language: str, name: str
) -> None:
    browser = desk(cast.office)
    browser.cookies["language"] = language
    page = html_of(browser.get(reverse("retention:overview")))
    listed = page.partition('id="codes"')[2].partition("</ul>")[0]
    for code in ("case-identity", "disclosure", "disclosure-identity", "ballot"):
        assert f"<code>{code}</code>" in listed
        do.place_hold(actor=cast.office, number=code, reason="审计", basis="审函〔2026〕1号")
    assert name in listed


def test_the_desk_shows_the_page_to_whom_it_opens(cast: "Cast", desk: Any) -> None:
    elsewhere = cast.province.actor("office-elsewhere", Role.OFFICE, cast.province.bureau)
    address = reverse("retention:overview")
    for actor, opens in ((cast.office, True), (elsewhere, False)):
        browser = desk(actor)
        assert (f'href="{address}"' in html_of(browser.get(reverse("people:me")))) is opens
        assert (browser.get(address).status_code == 200) is opens
