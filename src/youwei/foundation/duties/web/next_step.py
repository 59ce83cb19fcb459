"""What happens next with a duty, by when, and who is responsible."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import waits_until
from youwei.foundation.duties.rules.states import State
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline

_WHAT = {
    State.ASSIGNED: _("The organ signs for it, or objects with reasons."),
    State.OBJECTED: _("The objection is decided: the assignment stands, or another organ gets it."),
    State.HANDLING: _("The organ handles it and reports the result."),
    State.REPORTED: _("Another organ checks what was reported."),
    State.VERIFIED: _("It was checked and cleared."),
    State.RECALLED: _("It was recalled; nothing is owed any more."),
}
_AGAIN = _("It was checked and cleared. A second look is planned.")


@dataclass(frozen=True, slots=True)
class NextStep:
    """`who` is empty and `until` None where nothing is awaited."""

    what: Promise
    who: str = ""
    until: Deadline | None = None

    @property
    def light(self) -> str:
        late = self.until is not None and self.until.on < clock.today()
        return "overdue" if late else ""


def next_step(duty: Duty) -> NextStep:
    state = State(duty.state)
    if state is State.VERIFIED:
        return _second_look(duty)
    who = {
        State.ASSIGNED: duty.owner.name,
        State.OBJECTED: duty.campaign.office_organ.name,
        State.HANDLING: duty.owner.name,
        State.REPORTED: duty.verifier.name,
    }.get(state, "")
    return NextStep(_WHAT[state], who, waits_until(duty))


def _second_look(duty: Duty) -> NextStep:
    planned = next((look for look in duty.rechecks.all() if look.done_at is None), None)
    if planned is None:
        return NextStep(_WHAT[State.VERIFIED])
    until = Deadline(on=planned.due_on, provisional=False, basis="")
    return NextStep(_AGAIN, duty.verifier.name, until)
