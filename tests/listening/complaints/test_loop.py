"""From the first word to verified rectification, through the operations."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.listening.complaints.cast import Cast, case_of, writer_of
from tests.listening.complaints.desk import dispatched

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.queries import trail
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal, WrongState
from youwei.listening.complaints import jobs
from youwei.listening.complaints.jobs import close_after_window
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import answering, sending, thread, triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.queries.status import status_of
from youwei.listening.complaints.rules.refusals import (
    AlreadyRated,
    ReopenedOnce,
    UnknownLevel,
    WindowOver,
)
from youwei.listening.complaints.rules.states import State
from youwei.listening.figures.models import Answer

HandIn = Callable[..., Receipt]


@pytest.fixture
def sent(cast: Cast, hand_in: HandIn) -> tuple[Receipt, Duty]:
    """A request that the bureau has to solve and the office checks."""
    receipt = hand_in(about_organ=cast.province.bureau)
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    duty = sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.bureau,
        verifier=cast.province.office,
    )
    return receipt, duty


def answered(cast: Cast, duty: Duty, result: str = "已为您办结。") -> Duty:
    if duty.state == DutyState.ASSIGNED:
        duty = assigning.accept(actor=cast.bureau, duty=duty)
    duty = handling.report(actor=cast.bureau, duty=duty, result=result)
    return checking.verify(actor=cast.office, duty=duty, finding="已电话核实。")


@pytest.mark.usefixtures("still")
class TestTheLoop:
    def test_from_the_first_word_to_the_rating(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, duty = sent
        answered(cast, duty)
        case = case_of(receipt)
        assert case.state == State.ANSWERED
        answering.rate(actor=writer_of(receipt), case=case, level="satisfied", text="快")
        assert case.ratings.get().level == "satisfied"
        kinds = [entry.kind for entry in trail(case.subject)]
        assert kinds == [
            "complaints.received",
            "complaints.accepted",
            "duties.assigned",
            "complaints.dispatched",
            "duties.accepted",
            "duties.reported",
            "complaints.answer_prepared",
            "duties.verified",
            "complaints.answered",
            "complaints.rated",
        ]

    def test_the_writer_sees_the_answer_only_after_the_check(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, duty = sent
        duty = assigning.accept(actor=cast.bureau, duty=duty)
        duty = handling.report(actor=cast.bureau, duty=duty, result="第一稿")
        message = case_of(receipt).messages.get()
        assert message.released_at is None
        duty = checking.send_back(actor=cast.office, duty=duty, reason="没有说明原因")
        handling.report(actor=cast.bureau, duty=duty, result="第二稿")
        checking.verify(actor=cast.office, duty=duty, finding="属实")
        message = case_of(receipt).messages.get()
        assert (message.text, message.released_at is not None) == ("第二稿", True)

    def test_nobody_checks_the_own_organs_work(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        _, duty = sent
        duty = assigning.accept(actor=cast.bureau, duty=duty)
        duty = handling.report(actor=cast.bureau, duty=duty, result="已办")
        with pytest.raises(Refusal):
            checking.verify(actor=cast.bureau, duty=duty, finding="很好")

    def test_one_reopening_inside_the_window(self, cast: Cast, sent: tuple[Receipt, Duty]) -> None:
        receipt, duty = sent
        answered(cast, duty)
        writer = writer_of(receipt)
        answering.reopen(actor=writer, case=case_of(receipt), reason="没有解决")
        duty.refresh_from_db()
        assert (case_of(receipt).state, duty.state) == (State.HANDLING, DutyState.HANDLING)
        answered(cast, duty, "重新办理")
        with pytest.raises(ReopenedOnce):
            answering.reopen(actor=writer, case=case_of(receipt), reason="还是没有")

    def test_a_rating_is_one_of_the_levels_and_given_once_for_each_answer(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, duty = sent
        answered(cast, duty)
        case, writer = case_of(receipt), writer_of(receipt)
        with pytest.raises(UnknownLevel):
            answering.rate(actor=writer, case=case, level="splendid")
        answering.rate(actor=writer, case=case, level="dissatisfied")
        with pytest.raises(AlreadyRated):
            answering.rate(actor=writer, case=case, level="satisfied")

    def test_an_answer_that_did_not_hold_leaves_the_next_one_unrated(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        """Whoever found it: the writer's word about the first answer says nothing of the second."""
        receipt, duty = sent
        answered(cast, duty)
        case, writer = case_of(receipt), writer_of(receipt)
        answering.rate(actor=writer, case=case, level="satisfied")
        duty.refresh_from_db()
        checking.reopen(actor=cast.office, duty=duty, reason="又出现了。")
        answered(cast, duty, "重新办理")
        assert status_of(case_of(receipt)).rated is None
        answering.rate(actor=writer, case=case, level="dissatisfied")
        assert list(case.ratings.values_list("round", "level")) == [
            (1, "satisfied"),
            (2, "dissatisfied"),
        ]
        rounds = Answer.objects.filter(case=case).order_by("number")
        assert list(rounds.values_list("round", flat=True)) == [1, 2]

    def test_a_case_that_somebody_else_closed_keeps_no_other_open(
        self,
        cast: Cast,
        sent: tuple[Receipt, Duty],
        hand_in: HandIn,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        receipts = [sent[0], hand_in(about_organ=cast.province.bureau)]
        answered(cast, sent[1])
        answered(cast, dispatched(cast, receipts[1], cast.province.bureau))

        def close_after_another(*, actor: Actor, case: Case) -> None:
            if case == case_of(receipts[0]):
                answering.close(actor=actor, case=case)
            answering.close(actor=actor, case=case)

        monkeypatch.setattr(jobs, "close", close_after_another)
        with clock.at(clock.now() + timedelta(days=60)):
            assert jobs.close_after_window() == 1
        assert {case_of(one).state for one in receipts} == {State.CLOSED}

    def test_silence_closes_without_a_rating(self, cast: Cast, sent: tuple[Receipt, Duty]) -> None:
        receipt, duty = sent
        answered(cast, duty)
        assert close_after_window() == 0
        with clock.at(clock.now() + timedelta(days=60)):
            assert close_after_window() == 1
            assert close_after_window() == 0
            case = case_of(receipt)
            assert (case.state, case.ratings.count()) == (State.CLOSED, 0)
            with pytest.raises((WindowOver, WrongState)):
                answering.rate(actor=writer_of(receipt), case=case, level="satisfied")

    def test_a_withdrawn_case_leaves_no_open_duty(self, sent: tuple[Receipt, Duty]) -> None:
        receipt, duty = sent
        thread.write(actor=writer_of(receipt), case=case_of(receipt), text="不用办了")
        sending.withdraw(actor=writer_of(receipt), case=case_of(receipt))
        duty.refresh_from_db()
        assert (case_of(receipt).state, duty.state) == (State.WITHDRAWN, DutyState.RECALLED)
        assert case_of(receipt).writer_waits_since is None, "nobody waits any more"

    def test_the_office_takes_a_case_back_and_sends_it_elsewhere(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, _ = sent
        case = sending.recall(actor=cast.office, case=case_of(receipt), reason="送错了")
        sending.dispatch(
            actor=cast.office,
            case=case,
            owner=cast.province.commission,
            verifier=cast.province.office,
        )
        owners = {handling.duty.owner.name for handling in case.handlings.all()}
        assert len(owners) == 2
        assert case_of(receipt).state == State.HANDLING

    def test_a_second_look_can_open_the_case_again(
        self, cast: Cast, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, duty = sent
        duty = answered(cast, duty)
        with clock.at(clock.now() + timedelta(days=120)):
            close_after_window()
            recheck = duty.rechecks.get()
            checking.record_recheck(
                actor=cast.office, recheck=recheck, holds=False, finding="又出现了"
            )
        assert case_of(receipt).state == State.HANDLING

    def test_words_go_both_ways(self, cast: Cast, sent: tuple[Receipt, Duty]) -> None:
        receipt, _ = sent
        thread.write(actor=writer_of(receipt), case=case_of(receipt), text="补充一句")
        assert case_of(receipt).writer_waits_since is not None
        thread.write(actor=cast.office, case=case_of(receipt), text="收到")
        assert case_of(receipt).writer_waits_since is None
        assert [m.from_writer for m in case_of(receipt).messages.all()] == [True, False]

    def test_merged_writers_keep_number_and_rating(
        self, cast: Cast, hand_in: HandIn, sent: tuple[Receipt, Duty]
    ) -> None:
        receipt, duty = sent
        other = hand_in(about_organ=cast.province.bureau, text="同一件事，另一个人。")
        triage.merge(actor=cast.office, case=case_of(other), lead=case_of(receipt))
        answered(cast, duty)
        answering.rate(actor=writer_of(other), case=case_of(other), level="dissatisfied")
        assert Case.objects.get(number=other.number).ratings.count() == 1
        assert case_of(receipt).ratings.count() == 0


def test_sending_the_same_form_twice_gives_one_case_and_the_same_receipt(
    hand_in: HandIn,
) -> None:
    first, second = hand_in(nonce="one form"), hand_in(nonce="one form")
    assert (first.number, first.code) == (second.number, second.code)
    assert (first.again, second.again) == (False, True)
    assert Case.objects.count() == 1
