"""A duty through its operations: who may what in which state, and what the exceptions need."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.duties.moves import MOVES, WHY, WITH_WORDS, WORDY, outcome
from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.rules import refusals
from youwei.foundation.duties.rules.states import DUTY, Party, State
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.files.queries import prepared
from youwei.foundation.journal.queries import history
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import Refusal


def test_every_move_of_the_table_has_its_operation_here() -> None:
    assert {move.name for move in DUTY.moves} == set(MOVES)


@pytest.mark.parametrize("party", list(Party))
@pytest.mark.parametrize("state", list(State))
def test_each_party_makes_exactly_its_moves(parties: Parties, state: State, party: Party) -> None:
    offered = state is State.HANDLING and party is Party.OFFERED
    duty = parties.offered_duty() if offered else parties.duty_in(state)
    actor = parties.of(party)
    known = {move.name: move.target for move in DUTY.moves_for(state, party)}
    found = {
        name: after
        for name, run in MOVES.items()
        if (after := outcome(lambda run=run: run(parties, actor, duty), duty)) is not None  # type: ignore[misc]
    }
    assert found == known


@pytest.mark.parametrize("state", list(State))
def test_who_is_nothing_to_a_duty_moves_nothing(parties: Parties, state: State) -> None:
    stranger = parties.province.actor("stranger", Role.LEAD, parties.province.government)
    duty = parties.duty_in(state)
    for run in MOVES.values():
        assert outcome(lambda run=run: run(parties, stranger, duty), duty) is None  # type: ignore[misc]


def test_each_move_leaves_one_event_and_no_words_in_the_journal(parties: Parties) -> None:
    duty = parties.duty_in(State.VERIFIED)
    entries = history(duty.subject)
    assert [entry.kind for entry in entries] == [
        "duties.assigned",
        "duties.accepted",
        "duties.reported",
        "duties.verified",
    ]
    told = str([entry.data for entry in entries])
    for words in ("已整改", "现场核查属实", duty.statement, duty.title):
        assert words not in told


@pytest.mark.parametrize("name", sorted(WORDY))
def test_a_move_that_needs_words_is_refused_without_them(parties: Parties, name: str) -> None:
    state = next(iter(next(move for move in DUTY.moves if move.name == name).sources))
    state = State.HANDLING if name == "recall" else state
    duty = parties.offered_duty() if name == "decline" else parties.duty_in(state)
    party = next(iter(next(move for move in DUTY.moves if move.name == name).by))
    run = WITH_WORDS[name]
    given = {"actor": parties.of(party), "duty": duty, WORDY[name]: " \n\u200b "}
    with pytest.raises(refusals.ReasonMissing):
        run(parties)(**given)
    assert Duty.objects.get(pk=duty.pk).state == state


class TestObjecting:
    def test_only_in_time(self, parties: Parties) -> None:
        duty = parties.duty()
        assert duty.objection_until == date(2026, 11, 30)  # five working days
        with later(7):
            assert outcome(lambda: MOVES["object"](parties, parties.owner, duty), duty)
        with later(8), pytest.raises(refusals.ObjectionTooLate):
            MOVES["object"](parties, parties.owner, duty)

    def test_another_organ_gets_the_whole_term_and_its_own_time_to_object(
        self, parties: Parties
    ) -> None:
        duty = parties.duty_in(State.OBJECTED)
        with later(7):
            duty = assigning.reassign(
                actor=parties.office, duty=duty, owner=parties.province.agency
            )
            assert duty.starts_on == clock.today()
            assert duty.objection_until == date(2026, 12, 7)
        assert (duty.state, duty.owner, duty.assignee) == (
            State.ASSIGNED,
            parties.province.agency,
            None,
        )
        assert duty.due_on > date(2026, 12, 25)

    def test_the_new_organ_is_never_the_one_that_checks(self, parties: Parties) -> None:
        duty = parties.duty_in(State.OBJECTED)
        with pytest.raises(refusals.SameOrganChecks):
            assigning.reassign(actor=parties.office, duty=duty, owner=duty.verifier)

    def test_an_objection_that_is_rejected_leaves_the_term_as_it_was(
        self, parties: Parties
    ) -> None:
        duty = parties.duty()
        due_on = duty.due_on
        assigning.object_to(actor=parties.owner, duty=duty, reason=WHY)
        with later(3):
            duty = assigning.reject_objection(actor=parties.office, duty=duty, reason=WHY)
        assert (duty.state, duty.due_on) == (State.ASSIGNED, due_on)


class TestTransfer:
    """谁受理、谁负责: whoever received it answers for it until somebody else accepts."""

    def test_the_first_receiver_stays_responsible(self, parties: Parties) -> None:
        duty = parties.offered_duty()
        assert duty.owner == parties.province.bureau
        assert outcome(lambda: MOVES["report"](parties, parties.owner, duty), duty)
        with pytest.raises(refusals.TransferPending):
            MOVES["offer"](parties, parties.owner, duty)

    def test_who_takes_over_owes_it_by_the_same_day(self, parties: Parties) -> None:
        duty = parties.offered_duty()
        due_on = duty.due_on
        with later(5):
            duty = assigning.take_over(actor=parties.offered, duty=duty)
        assert (duty.owner, duty.offered_to, duty.due_on) == (
            parties.province.agency,
            None,
            due_on,
        )
        assert outcome(lambda: MOVES["report"](parties, parties.owner, duty), duty) is None
        assert outcome(lambda: MOVES["report"](parties, parties.offered, duty), duty)

    def test_declined_it_stays_where_it_was(self, parties: Parties) -> None:
        duty = assigning.decline_transfer(
            actor=parties.offered, duty=parties.offered_duty(), reason=WHY
        )
        assert (duty.owner, duty.offered_to) == (parties.province.bureau, None)
        assert outcome(lambda: MOVES["take_over"](parties, parties.offered, duty), duty) is None

    def test_a_report_ends_the_offer(self, parties: Parties) -> None:
        duty = handling.report(actor=parties.owner, duty=parties.offered_duty(), result=WHY)
        assert duty.offered_to is None

    @pytest.mark.parametrize("organ", ["bureau", "commission"])
    def test_neither_to_oneself_nor_to_whoever_checks(self, parties: Parties, organ: str) -> None:
        duty = parties.duty_in(State.HANDLING)
        with pytest.raises(Refusal):
            assigning.offer_transfer(
                actor=parties.owner, duty=duty, organ=getattr(parties.province, organ), reason=WHY
            )


class TestParts:
    def whole(self, parties: Parties) -> tuple[Duty, Duty, Duty]:
        """A duty of two parts, the first three times as heavy."""
        whole = parties.duty_in(State.HANDLING)
        heavy = parties.duty_in(State.HANDLING, parent=whole, weight=3)
        light = parties.duty_in(State.HANDLING, parent=whole, weight=1)
        return whole, heavy, light

    def test_progress_rolls_up_by_weight_through_every_level(self, parties: Parties) -> None:
        whole, heavy, light = self.whole(parties)
        deep = parties.duty_in(State.HANDLING, parent=light)
        handling.tell_progress(actor=parties.owner, duty=heavy, progress=50, text=WHY)
        handling.tell_progress(actor=parties.owner, duty=deep, progress=100, text=WHY)
        whole.refresh_from_db()
        light.refresh_from_db()
        assert (light.progress, whole.progress) == (100, (3 * 50 + 100) // 4)

    def test_the_whole_is_not_reported_while_a_part_is_open(self, parties: Parties) -> None:
        whole, heavy, light = self.whole(parties)
        for part in (heavy, light):
            with pytest.raises(refusals.PartsOpen):
                handling.report(actor=parties.owner, duty=whole, result=WHY)
            handling.report(actor=parties.owner, duty=part, result=WHY)
            checking.verify(actor=parties.verifier, duty=part, finding=WHY)
        assert handling.report(actor=parties.owner, duty=whole, result=WHY).progress == 100

    def test_a_second_look_is_planned_for_the_whole_only(self, parties: Parties) -> None:
        _, heavy, _ = self.whole(parties)
        handling.report(actor=parties.owner, duty=heavy, result=WHY)
        checking.verify(actor=parties.verifier, duty=heavy, finding=WHY)
        assert not heavy.rechecks.exists()
        assert parties.duty_in(State.VERIFIED).rechecks.count() == 1


class TestEvidence:
    def files(self, count: int) -> list[object]:
        from io import BytesIO

        return [
            prepared(name=f"佐证{n}.txt", content=BytesIO(f"第{n}份".encode()))
            for n in range(count)
        ]

    def test_files_come_with_the_report(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        handling.report(actor=parties.owner, duty=duty, result=WHY, uploads=self.files(2))  # type: ignore[arg-type]
        assert [file.name for file in files_of(duty.subject)] == ["佐证0.txt", "佐证1.txt"]

    def test_more_than_the_rulebook_takes_leaves_nothing_behind(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        with pytest.raises(Refusal):
            handling.report(actor=parties.owner, duty=duty, result=WHY, uploads=self.files(10))  # type: ignore[arg-type]
        assert files_of(duty.subject) == ()
        assert Duty.objects.get(pk=duty.pk).state == State.HANDLING

    def test_a_second_report_may_bring_as_many_again(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        handling.report(actor=parties.owner, duty=duty, result=WHY, uploads=self.files(9))  # type: ignore[arg-type]
        checking.send_back(actor=parties.verifier, duty=duty, reason=WHY)
        handling.report(actor=parties.owner, duty=duty, result=WHY, uploads=self.files(9))  # type: ignore[arg-type]
        assert len(files_of(duty.subject)) == 18


@pytest.mark.parametrize(
    "wrong",
    [
        "verifier=owner",
        "shielded_from=owner",
        "shielded_from=verifier",
        "shielded_from=offered_to",
        "due_on<starts_on",
        "ended without its time",
        "open with an end",
        "progress",
        "weight",
    ],
)
def test_the_database_keeps_what_the_operations_promise(parties: Parties, wrong: str) -> None:
    duty = parties.offered_duty()
    row = Duty.objects.filter(pk=duty.pk)
    changes: dict[str, dict[str, object]] = {
        "verifier=owner": {"verifier": duty.owner},
        "shielded_from=owner": {"shielded_from": duty.owner},
        "shielded_from=verifier": {"shielded_from": duty.verifier},
        "shielded_from=offered_to": {"shielded_from": duty.offered_to},
        "due_on<starts_on": {"due_on": duty.starts_on - timedelta(days=1)},
        "ended without its time": {"state": State.VERIFIED},
        "open with an end": {"ended_at": clock.now()},
        "progress": {"progress": 101},
        "weight": {"weight": 0},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(**changes[wrong])


def test_two_undecided_extensions_cannot_be_stored(parties: Parties) -> None:
    duty = parties.duty_in(State.HANDLING)
    duty.extensions.create(until=duty.due_on, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        duty.extensions.create(until=duty.due_on, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        duty.extensions.update(granted=True)
