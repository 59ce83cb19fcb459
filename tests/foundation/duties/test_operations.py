"""A duty through its operations: who may what in which state, and what the exceptions need."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, extending, handling
from youwei.foundation.duties.operations.following import hand_over
from youwei.foundation.duties.queries import owed_by
from youwei.foundation.duties.rules import refusals
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import DUTY, Party, State
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.files.queries import prepared
from youwei.foundation.journal.queries import history
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import grant_role
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed, Refusal, WrongState

Run = Callable[[Parties, Actor, Duty], object]
WHY = "理由在此"

MOVES: Mapping[str, Run] = {
    "accept": lambda p, a, d: assigning.accept(actor=a, duty=d),
    "object": lambda p, a, d: assigning.object_to(actor=a, duty=d, reason=WHY),
    "uphold": lambda p, a, d: assigning.reject_objection(actor=a, duty=d, reason=WHY),
    "reassign": lambda p, a, d: assigning.reassign(actor=a, duty=d, owner=p.province.agency),
    "offer": lambda p, a, d: assigning.offer_transfer(
        actor=a, duty=d, organ=p.province.agency, reason=WHY
    ),
    "take_over": lambda p, a, d: assigning.take_over(actor=a, duty=d),
    "decline": lambda p, a, d: assigning.decline_transfer(actor=a, duty=d, reason=WHY),
    "report": lambda p, a, d: handling.report(actor=a, duty=d, result=WHY),
    "verify": lambda p, a, d: checking.verify(actor=a, duty=d, finding=WHY),
    "send_back": lambda p, a, d: checking.send_back(actor=a, duty=d, reason=WHY),
    "reopen": lambda p, a, d: checking.reopen(actor=a, duty=d, reason=WHY),
    "recall": lambda p, a, d: assigning.recall(actor=a, duty=d, reason=WHY),
}
WORDY = {
    "object": "reason",
    "uphold": "reason",
    "offer": "reason",
    "decline": "reason",
    "report": "result",
    "verify": "finding",
    "send_back": "reason",
    "reopen": "reason",
    "recall": "reason",
}


WITH_WORDS: Mapping[str, Callable[[Parties], Callable[..., object]]] = {
    "object": lambda p: assigning.object_to,
    "uphold": lambda p: assigning.reject_objection,
    "offer": lambda p: partial(assigning.offer_transfer, organ=p.province.agency),
    "decline": lambda p: assigning.decline_transfer,
    "report": lambda p: handling.report,
    "verify": lambda p: checking.verify,
    "send_back": lambda p: checking.send_back,
    "reopen": lambda p: checking.reopen,
    "recall": lambda p: assigning.recall,
}


class Undone(Exception):
    """Takes back what was tried."""


def outcome(run: Callable[[], object], duty: Duty) -> State | None:
    """The state in which the attempt leaves the duty, None where it is refused. Taken back."""
    after: State | None = None
    try:
        with transaction.atomic():
            run()
            after = State(Duty.objects.get(pk=duty.pk).state)
            raise Undone
    except Undone:
        return after
    except Refusal:
        return None


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


class TestExtension:
    def asked(self, parties: Parties, duty: Duty, days: int = 10) -> date:
        until = duty.due_on + timedelta(days=days)
        extending.ask_extension(actor=parties.owner, duty=duty, until=until, reason=WHY)
        return until

    def test_granted_by_the_office_it_moves_the_day_and_the_light(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        until = self.asked(parties, duty)
        extending.decide_extension(
            actor=parties.office, extension=duty.extensions.get(), granted=True, decision=WHY
        )
        duty.refresh_from_db()
        assert duty.due_on == until
        shown = []
        for days in (0, 1):
            with later((until - clock.today()).days + days):
                shown.append(duty.light)
        assert shown == [Light.NEAR, Light.OVERDUE]

    def test_declined_the_day_stands_and_it_may_be_asked_again(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        due_on = duty.due_on
        self.asked(parties, duty)
        extending.decide_extension(
            actor=parties.office, extension=duty.extensions.get(), granted=False, decision=WHY
        )
        duty.refresh_from_db()
        assert duty.due_on == due_on
        self.asked(parties, duty)
        assert duty.extensions.count() == 2

    def test_once_only(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        self.asked(parties, duty, days=3)
        with pytest.raises(refusals.ExtensionPending):
            self.asked(parties, duty)
        extending.decide_extension(
            actor=parties.office, extension=duty.extensions.get(), granted=True, decision=WHY
        )
        duty.refresh_from_db()
        with pytest.raises(refusals.ExtensionUsed):
            self.asked(parties, duty, days=3)

    def test_not_after_the_day_has_passed(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        with later((duty.due_on - clock.today()).days):
            assert outcome(lambda: self.asked(parties, duty), duty)
        with (
            later((duty.due_on - clock.today()).days + 1),
            pytest.raises(refusals.ExtensionTooLate),
        ):
            self.asked(parties, duty)

    @pytest.mark.parametrize("days", [-1, 0, 400])
    def test_neither_backwards_nor_beyond_what_the_rulebook_allows(
        self, parties: Parties, days: int
    ) -> None:
        duty = parties.duty_in(State.HANDLING)
        with pytest.raises(refusals.ExtensionTooLong):
            self.asked(parties, duty, days)
        assert not duty.extensions.exists()

    def test_the_latest_day_is_the_rulebooks(self, parties: Parties) -> None:
        """20 working days from 23 November, and 30 days more (信访工作条例 Art. 34)."""
        duty = parties.duty_in(State.HANDLING)
        assert duty.due_on == date(2026, 12, 21)
        with pytest.raises(refusals.ExtensionTooLong) as refused:
            self.asked(parties, duty, 200)
        latest: date = refused.value.params["latest"]  # type: ignore[assignment]
        extending.ask_extension(actor=parties.owner, duty=duty, until=latest, reason=WHY)

    @pytest.mark.parametrize("who", ["owner", "lead", "verifier", "offered"])
    def test_the_office_decides_and_nobody_else(self, parties: Parties, who: str) -> None:
        duty = parties.duty_in(State.HANDLING)
        self.asked(parties, duty)
        with pytest.raises(NotAllowed):
            extending.decide_extension(
                actor=getattr(parties, who),
                extension=duty.extensions.get(),
                granted=True,
                decision=WHY,
            )

    def test_not_even_by_an_office_that_serves_the_organ_that_owes(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        self.asked(parties, duty)
        both = Account.objects.get(pk=parties.office.account_id or 0)
        grant_role(actor=SYSTEM, account=both, role=Role.HANDLER, organ=parties.province.bureau)
        with pytest.raises(NotAllowed):
            extending.decide_extension(
                actor=actor_for(both, clock.today()),
                extension=duty.extensions.get(),
                granted=True,
                decision=WHY,
            )

    def test_decided_once(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        self.asked(parties, duty)
        extension = duty.extensions.get()
        extending.decide_extension(
            actor=parties.office, extension=extension, granted=False, decision=WHY
        )
        with pytest.raises(WrongState):
            extending.decide_extension(
                actor=parties.office, extension=extension, granted=True, decision=WHY
            )

    def test_what_has_ended_is_not_extended(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        self.asked(parties, duty)
        assigning.recall(actor=parties.office, duty=duty, reason=WHY)
        with pytest.raises(WrongState):
            extending.decide_extension(
                actor=parties.office, extension=duty.extensions.get(), granted=True, decision=WHY
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


class TestChecking:
    @pytest.mark.parametrize("role", [Role.HANDLER, Role.LEAD, Role.OFFICE, Role.LEADING_GROUP])
    def test_who_serves_both_organs_does_not_check(self, parties: Parties, role: Role) -> None:
        duty = parties.duty_in(State.REPORTED)
        both = parties.province.account("both", Role.HANDLER, parties.province.commission)
        grant_role(actor=SYSTEM, account=both, role=role, organ=parties.province.bureau)
        actor = actor_for(both, clock.today())
        for name in ("verify", "send_back"):
            assert outcome(lambda name=name: MOVES[name](parties, actor, duty), duty) is None  # type: ignore[misc]

    def test_who_declared_an_interest_in_the_owing_organ_does_not_check(
        self, parties: Parties
    ) -> None:
        from youwei.foundation.people.operations import declare_recusal
        from youwei.foundation.people.rules.roles import Interest

        duty = parties.duty_in(State.REPORTED)
        account = Account.objects.get(pk=parties.verifier.account_id or 0)
        declare_recusal(
            actor=parties.verifier,
            account=account,
            organ=parties.province.bureau,
            reason_code=Interest.KIN,
        )
        actor = actor_for(account, clock.today())
        assert outcome(lambda: MOVES["verify"](parties, actor, duty), duty) is None

    def test_sent_back_the_day_stands_and_it_lags(self, parties: Parties) -> None:
        duty = parties.duty_in(State.REPORTED)
        due_on = duty.due_on
        duty = checking.send_back(actor=parties.verifier, duty=duty, reason=WHY)
        assert (duty.state, duty.due_on, duty.reported_on) == (State.HANDLING, due_on, None)
        assert duty.light is Light.BEHIND

    def test_lateness_is_that_of_the_report_not_of_the_check(self, parties: Parties) -> None:
        intime, late = parties.duty_in(State.HANDLING), parties.duty_in(State.HANDLING)
        days = (intime.due_on - clock.today()).days
        with later(days):
            handling.report(actor=parties.owner, duty=intime, result=WHY)
        with later(days + 1):
            handling.report(actor=parties.owner, duty=late, result=WHY)
        with later(days + 30):
            intime = checking.verify(actor=parties.verifier, duty=intime, finding=WHY)
            late = checking.verify(actor=parties.verifier, duty=late, finding=WHY)
        assert (intime.light, late.light) == (Light.DONE, Light.DONE_LATE)

    def test_a_second_look_that_finds_it_back_reopens(self, parties: Parties) -> None:
        duty = parties.duty_in(State.VERIFIED)
        recheck = duty.rechecks.get()
        assert recheck.due_on == date(2027, 2, 23)  # three months
        with later(95):
            checking.record_recheck(
                actor=parties.verifier, recheck=recheck, holds=False, finding="又反弹了"
            )
            duty.refresh_from_db()
            assert (duty.state, duty.starts_on) == (State.HANDLING, clock.today())
            assert (duty.ended_at, duty.reported_on, duty.progress) == (None, None, 0)
            with pytest.raises(WrongState):
                checking.record_recheck(
                    actor=parties.verifier, recheck=recheck, holds=True, finding=WHY
                )

    def test_a_second_look_that_finds_it_well_leaves_it(self, parties: Parties) -> None:
        duty = parties.duty_in(State.VERIFIED)
        checking.record_recheck(
            actor=parties.verifier, recheck=duty.rechecks.get(), holds=True, finding=WHY
        )
        duty.refresh_from_db()
        assert duty.state == State.VERIFIED

    @pytest.mark.parametrize("who", ["owner", "lead", "offered"])
    def test_only_whoever_checks_looks_again(self, parties: Parties, who: str) -> None:
        duty = parties.duty_in(State.VERIFIED)
        with pytest.raises(NotAllowed):
            checking.record_recheck(
                actor=getattr(parties, who), recheck=duty.rechecks.get(), holds=True, finding=WHY
            )


class TestRecall:
    def test_what_an_app_above_brought_about_is_recalled_there(self, parties: Parties) -> None:
        duty = parties.duty(origin="case:999")
        with pytest.raises(refusals.RecalledAtItsOrigin):
            assigning.recall(actor=parties.office, duty=duty, reason=WHY)
        assert assigning.recall(actor=SYSTEM, duty=duty, reason=WHY).state == State.RECALLED

    def test_it_withdraws_an_offer(self, parties: Parties) -> None:
        duty = assigning.recall(actor=parties.office, duty=parties.offered_duty(), reason=WHY)
        assert (duty.offered_to, duty.ended_at is not None) == (None, True)


class TestHandlers:
    def test_the_lead_names_somebody_of_the_organ(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        mine = Account.objects.get(pk=parties.owner.account_id or 0)
        foreign = Account.objects.get(pk=parties.verifier.account_id or 0)
        assert handling.name_handler(actor=parties.lead, duty=duty, handler=mine).assignee == mine
        with pytest.raises(refusals.NotInOrgan):
            handling.name_handler(actor=parties.lead, duty=duty, handler=foreign)
        with pytest.raises(NotAllowed):
            handling.name_handler(actor=parties.owner, duty=duty, handler=mine)

    def test_a_leavers_open_duties_pass_to_the_successor(self, parties: Parties) -> None:
        leaver = Account.objects.get(pk=parties.owner.account_id or 0)
        successor = Account.objects.get(pk=parties.lead.account_id or 0)
        open_one, ended = parties.duty_in(State.HANDLING), parties.duty_in(State.HANDLING)
        for duty in (open_one, ended):
            handling.name_handler(actor=parties.lead, duty=duty, handler=leaver)
        handling.report(actor=parties.owner, duty=ended, result=WHY)
        checking.verify(actor=parties.verifier, duty=ended, finding=WHY)
        assert owed_by(leaver) == 1
        assert hand_over(actor=SYSTEM, leaver=leaver, successor=successor) == 1
        open_one.refresh_from_db()
        ended.refresh_from_db()
        assert (open_one.assignee, ended.assignee) == (successor, leaver)
        assert (owed_by(leaver), owed_by(successor)) == (0, 1)


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
