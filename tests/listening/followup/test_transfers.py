"""A matter goes to another body: the office answers until that body has confirmed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.sender import act, look_up
from tests.listening.followup.ways import HandIn, later, sent

from youwei.foundation.duties.operations.assigning import object_to
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.journal.queries import trail
from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.models import Case, Writer
from youwei.listening.complaints.operations import sending, thread, triage
from youwei.listening.complaints.queries import search
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.followup.access.transfers import visible_to as transfers_visible_to
from youwei.listening.followup.jobs import remind_of_transfers
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.operations import transfers
from youwei.listening.followup.rules.refusals import ConsentMissing, NotCarried, TransferRuns
from youwei.listening.followup.rules.transferring import State
from youwei.listening.matters.access import visible_to as matters_visible_to
from youwei.listening.matters.jobs import sketch_new
from youwei.listening.matters.models import Sketch

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def receipt(hand_in: HandIn) -> Receipt:
    return hand_in(text="科长收了我两条烟。", contact="13900000000", may_contact=True)


@pytest.fixture
def case(cast: Cast, receipt: Receipt) -> Case:
    return triage.accept(actor=cast.office, case=case_of(receipt))


def prepare(cast: Cast, case: Case, door: str, carries: Carries) -> Transfer:
    return transfers.prepare(actor=cast.office, case=case, door=door, carries=carries)


@pytest.mark.parametrize("visible", [transfers_visible_to, matters_visible_to])
def test_what_hangs_on_cases_is_found_without_gathering_every_case(
    cast: Cast, visible: Callable[[Actor], QuerySet[Any]]
) -> None:
    """SQLite makes a list of all cases for `case IN (…)`: a second and more for a million of them,
    on each page that counts what waits.
    """
    if connection.vendor != "sqlite":
        pytest.skip("the other planner compares row by row either way")
    plan = visible(cast.office).explain()
    assert "case_in_order" not in plan
    assert "CORRELATED SCALAR SUBQUERY" in plan


class TestWhatGoesAlong:
    def test_without_words_it_is_sent_at_once(self, cast: Cast, case: Case) -> None:
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        assert transfer.state == State.SENT
        assert transfer.confirm_on is not None

    @pytest.mark.parametrize("door", ["petition", "discipline", "police"])
    def test_the_text_only_with_the_writers_consent(
        self, cast: Cast, case: Case, door: str
    ) -> None:
        transfer = prepare(cast, case, door, Carries.TEXT)
        with pytest.raises(ConsentMissing):
            transfers.send(actor=cast.office, transfer=transfer)
        transfers.agree(actor=writer_of(case), transfer=transfer)
        assert transfers.send(actor=cast.office, transfer=transfer).state == State.SENT

    def test_not_by_somebody_elses_consent(self, cast: Cast, case: Case, hand_in: HandIn) -> None:
        transfer = prepare(cast, case, "police", Carries.TEXT)
        for actor in (writer_of(hand_in()), cast.office):
            with pytest.raises(Refusal):
                transfers.agree(actor=actor, transfer=transfer)

    def test_only_what_the_rulebook_lets_go_there(self, cast: Cast, case: Case) -> None:
        with pytest.raises(NotCarried):
            prepare(cast, case, "police", Carries.STATEMENT)
        with pytest.raises(NotCarried):
            prepare(cast, case, "newspaper", Carries.NOTHING)

    def test_the_writer_may_refuse(self, cast: Cast, case: Case) -> None:
        transfer = prepare(cast, case, "police", Carries.TEXT)
        assert transfers.refuse(actor=writer_of(case), transfer=transfer).state == State.GIVEN_UP
        assert case_of(case).state == "accepted"


class TestUntilItIsConfirmed:
    def test_the_case_stays_with_the_office(self, cast: Cast, case: Case) -> None:
        prepare(cast, case, "petition", Carries.NOTHING)
        assert case_of(case).state == "accepted"
        with pytest.raises(TransferRuns):
            prepare(cast, case, "police", Carries.NOTHING)

    def test_then_it_ends_with_the_other_body(self, cast: Cast, case: Case) -> None:
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        transfers.confirm(actor=cast.office, transfer=transfer, mark="信访2026-118")
        ended = case_of(case)
        assert (ended.state, ended.ended_at is not None) == ("forwarded", True)
        assert ended.text == "科长收了我两条烟。"
        transfer.refresh_from_db()
        assert transfer.answer_on is not None

    def test_sent_back_it_is_as_before(self, cast: Cast, case: Case) -> None:
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        transfers.take_back(actor=cast.office, transfer=transfer, reason="不属于信访事项")
        assert case_of(case).state == "accepted"
        assert prepare(cast, case, "police", Carries.NOTHING).state == State.SENT

    @pytest.mark.parametrize("way", ["dispatch", "refuse", "withdraw"])
    def test_it_is_given_up_when_the_case_goes_another_way(
        self, cast: Cast, case: Case, way: str
    ) -> None:
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        if way == "dispatch":
            sending.dispatch(
                actor=cast.office,
                case=case,
                owner=cast.province.bureau,
                verifier=cast.province.office,
            )
        elif way == "refuse":
            triage.refuse(actor=cast.office, case=case, ground="unclear", explanation="")
        else:
            sending.withdraw(actor=writer_of(case), case=case)
        transfer.refresh_from_db()
        assert transfer.state == State.GIVEN_UP

    def test_not_while_an_organ_has_it(self, cast: Cast, hand_in: HandIn) -> None:
        receipt, _ = sent(cast, hand_in)
        with pytest.raises(Refusal):
            prepare(cast, case_of(receipt), "petition", Carries.NOTHING)

    def test_only_who_sorts(self, cast: Cast, case: Case) -> None:
        for actor in (cast.bureau, cast.commission):
            with pytest.raises(Refusal):
                transfers.prepare(actor=actor, case=case, door="petition", carries=Carries.NOTHING)

    def test_the_office_is_reminded_once(self, cast: Cast, case: Case, desk: Any) -> None:
        prepare(cast, case, "police", Carries.NOTHING)
        assert remind_of_transfers() == 0
        with later(6):
            assert remind_of_transfers() == 1
            assert remind_of_transfers() == 0
            page = html_of(desk(cast.office).get("/desk/transfers/"))
        assert case.number in page
        assert "逾期" in page


def rows_with(words: str) -> set[str]:
    """The models of ours that hold these words in any column."""
    return {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("youwei.")
        for row in model._default_manager.values()
        if words in str(row)
    }


def indexed(case: Case) -> bool:
    """Whether the index of words still leads to the case, whatever its text says."""
    pairs = search.stored(case.text[:2])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = "SELECT rowid FROM complaints_words WHERE complaints_words MATCH %s"
            cursor.execute(sql, [f'"{pairs}"'])
        else:
            cursor.execute("SELECT case_id FROM complaints_words WHERE pairs @> %s", [pairs])
        return case.pk in {row[0] for row in cursor.fetchall()}


class TestTheDisciplineBody:
    def test_nothing_is_kept_but_number_days_and_body(
        self, cast: Cast, case: Case, receipt: Receipt
    ) -> None:
        Case.objects.filter(pk=case.pk).update(category="construction")
        thread.write(actor=writer_of(case), case=case, text="还有录音")
        transfer = prepare(cast, case, "discipline", Carries.TEXT)
        transfers.agree(actor=writer_of(case), transfer=transfer)
        transfers.send(actor=cast.office, transfer=transfer)
        transfers.confirm(actor=cast.office, transfer=transfer, mark="纪2026-7")
        ended = case_of(case)
        assert (ended.text, ended.happened_on, ended.place) == ("", None, "")
        assert ended.category == ""
        assert "烟" not in ended.summary
        assert not ended.messages.exists()
        assert not Writer.objects.filter(case=ended).exists()
        assert not files_of(ended.subject)
        assert "complaints.emptied" in [event.kind for event in trail(ended.subject)]

    def test_no_row_keeps_a_word_after_it_had_been_sent_and_taken_back(
        self, cast: Cast, case: Case
    ) -> None:
        bureau, office = cast.province.bureau, cast.province.office
        duty = sending.dispatch(
            actor=cast.office, case=case, owner=bureau, verifier=office, note="请核实两条烟。"
        )
        assert rows_with("两条烟") >= {"Case", "Duty"}
        object_to(actor=cast.bureau, duty=duty, reason="两条烟不归我们管。")
        sending.recall(actor=cast.office, case=case_of(case), reason="两条烟另行转送。")
        transfer = prepare(cast, case_of(case), "discipline", Carries.TEXT)
        transfers.agree(actor=writer_of(case), transfer=transfer)
        transfers.send(actor=cast.office, transfer=transfer)
        transfers.confirm(actor=cast.office, transfer=transfer, mark="纪2026-7")
        assert rows_with("两条烟") == set()

    def test_nobody_finds_it_by_its_words_any_more(
        self, cast: Cast, case: Case, receipt: Receipt
    ) -> None:
        sketch_new()
        assert Sketch.objects.filter(case=case).exists()
        assert indexed(case)
        transfer = prepare(cast, case, "discipline", Carries.TEXT)
        transfers.agree(actor=writer_of(case), transfer=transfer)
        transfers.send(actor=cast.office, transfer=transfer)
        transfers.confirm(actor=cast.office, transfer=transfer, mark="纪2026-7")
        sketch_new()
        assert not Sketch.objects.filter(case=case).exists()
        assert not indexed(case)

    def test_nothing_is_erased_before_it_confirmed(self, cast: Cast, case: Case) -> None:
        prepare(cast, case, "discipline", Carries.NOTHING)
        assert case_of(case).text == "科长收了我两条烟。"

    def test_nobody_erases_by_hand(self, cast: Cast, case: Case) -> None:
        from youwei.listening.complaints.operations.erasing import empty

        with pytest.raises(Refusal):
            empty(actor=cast.office, case=case)


class TestThePages:
    def test_from_the_case_to_the_writers_yes_and_on(
        self, cast: Cast, case: Case, receipt: Receipt, client: StrictClient, desk: Any
    ) -> None:
        browser: StrictClient = desk(cast.office)
        page = f"/desk/cases/{case.number}/"
        browser.submit(page, {"transfer-way": "petition:text"}, form=f"{page}move/transfer/")
        status = look_up(client, receipt)
        assert "信访部门" in status
        act(client, status, "transfer-consent", agree="yes")
        browser.submit(page, form=f"{page}move/transfer-send/")
        assert "由这里负责" in look_up(client, receipt)
        browser.submit(
            page, {"transfer-confirm-mark": "信访2026-118"}, form=f"{page}move/transfer-confirm/"
        )
        told = look_up(client, receipt)
        assert "信访2026-118" in told
        assert "60日" in told or "六十日" in told

    def test_the_writer_reads_whose_turn_it_is(
        self, cast: Cast, case: Case, receipt: Receipt, client: StrictClient
    ) -> None:
        transfer = prepare(cast, case, "police", Carries.TEXT)
        assert "待您同意" in look_up(client, receipt)
        transfers.agree(actor=writer_of(case), transfer=transfer)
        told = look_up(client, receipt)
        assert "您已同意" in told
        assert "待您同意" not in told

    def test_and_whether_the_own_words_went_along(
        self, cast: Cast, case: Case, receipt: Receipt, client: StrictClient
    ) -> None:
        gone = "没有一并转过去"
        transfer = prepare(cast, case, "discipline", Carries.NOTHING)
        assert gone in look_up(client, receipt)
        transfers.confirm(actor=cast.office, transfer=transfer, mark="纪2026-7")
        assert gone in look_up(client, receipt)

    def test_the_words_that_go_along_are_not_said_to_stay(
        self, cast: Cast, case: Case, receipt: Receipt, client: StrictClient
    ) -> None:
        prepare(cast, case, "discipline", Carries.TEXT)
        assert "没有一并转过去" not in look_up(client, receipt)

    @pytest.mark.parametrize(("door", "warned"), [("discipline", True), ("petition", False)])
    def test_the_office_is_told_before_the_words_are_erased(
        self, cast: Cast, case: Case, desk: Any, door: str, warned: bool
    ) -> None:
        prepare(cast, case, door, Carries.NOTHING)
        page = html_of(desk(cast.office).get(f"/desk/cases/{case.number}/"))
        assert ("反映内容随即清除" in page) is warned

    def test_the_queue_marks_what_is_under_way(
        self, cast: Cast, case: Case, hand_in: HandIn, desk: Any
    ) -> None:
        hand_in()
        browser = desk(cast.office)
        assert "转送中</span>" not in html_of(browser.get("/desk/cases/"))
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        assert html_of(browser.get("/desk/cases/")).count("转送中</span>") == 1
        transfers.take_back(actor=cast.office, transfer=transfer, reason="不属于信访事项")
        assert "转送中</span>" not in html_of(browser.get("/desk/cases/"))

    def test_each_step_is_named_in_the_history(self, cast: Cast, case: Case, desk: Any) -> None:
        transfer = prepare(cast, case, "petition", Carries.NOTHING)
        transfers.take_back(actor=cast.office, transfer=transfer, reason="不属于信访事项")
        told = [entry.title for entry in trail(case.subject)]
        assert told[-2:] == ["Sent to the other body", "The other body sent it back"]

    def test_an_organ_cannot(self, cast: Cast, case: Case, desk: Any) -> None:
        page = f"/desk/cases/{case.number}/"
        answer = desk(cast.bureau).send(f"{page}move/transfer/", {"transfer-way": "police:nothing"})
        assert answer.status_code == 404

    def test_the_list_asks_the_same_number_of_queries(
        self, cast: Cast, hand_in: HandIn, desk: Any, same_queries: Any
    ) -> None:
        def rows(n: int) -> None:
            for _ in range(n):
                prepare(cast, case_of(hand_in()), "police", Carries.NOTHING)

        same_queries(rows, "/desk/transfers/", desk(cast.office))


def test_not_found_for_a_transfer_of_a_case_one_may_not_read(cast: Cast, hand_in: HandIn) -> None:
    found = case_of(hand_in(about_organ=cast.province.office, kind="conduct"))
    with pytest.raises((NotFound, Refusal)):
        prepare(cast, found, "petition", Carries.NOTHING)
