"""The check by another organ, the second look, the recall, and who handles."""

from datetime import date

import pytest

from tests.foundation.duties.moves import MOVES, WHY, outcome
from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.operations.following import hand_over
from youwei.foundation.duties.queries import handlers, owed_by
from youwei.foundation.duties.rules import refusals
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State
from youwei.foundation.organs.operations import rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import grant_role
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, WrongState


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

    def test_a_second_look_that_went_with_a_reopening_is_told_as_late(
        self, parties: Parties
    ) -> None:
        """Two press at once: one reopens the duty, and with it the planned second look is gone."""
        duty = parties.duty_in(State.VERIFIED)
        planned = duty.rechecks.get()
        checking.reopen(actor=parties.verifier, duty=duty, reason=WHY)
        with pytest.raises(WrongState):
            checking.record_recheck(
                actor=parties.verifier, recheck=planned, holds=True, finding=WHY
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

    def test_the_people_of_a_renamed_organ_go_on_handling(self, parties: Parties) -> None:
        handler = Account.objects.get(pk=parties.owner.account_id or 0)
        with later(1):
            renamed = rename_organ(
                actor=SYSTEM,
                organ=parties.province.bureau,
                name="示范省商贸厅",
                on=clock.today(),
            )
            duty = parties.duty(owner=renamed)
            assert handler in handlers(duty)

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
