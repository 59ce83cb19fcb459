"""An extension: asked in time, by whom it is owed, decided by somebody else."""

from datetime import date, timedelta

import pytest

from tests.foundation.duties.moves import WHY, outcome
from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, extending
from youwei.foundation.duties.rules import refusals
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import grant_role
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, WrongState


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
