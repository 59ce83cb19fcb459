"""A line of the office's queue, and the counts above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.rulebook.rules.words import Words
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Mark
from youwei.listening.complaints.queries.cases import QueueCounts, counted_to
from youwei.listening.complaints.queries.progress import Day, handled_by
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.web.desk_forms import FOR_OFFICE
from youwei.listening.complaints.words import STATE_WORDS

if TYPE_CHECKING:
    from youwei.foundation.duties.models import Duty


@dataclass(frozen=True, slots=True)
class Line:
    """`until` is the day of the next step and `light` how near it is; `owner` who works on it."""

    case: Case
    kind: Words | None
    state: Promise
    owner: str
    received: date
    until: Deadline | Day | None
    light: str
    marks: Sequence[Mark] = ()


def line_of(case: Case, kind: Words | None, marks: Sequence[Mark] = ()) -> Line:
    """`case` comes from `with_matters`; asks the database nothing."""
    matters = getattr(case, "matters", ())
    duty: Duty | None = matters[0].duty if matters else None
    until, light = _due(case, duty)
    return Line(
        case=case,
        kind=kind,
        state=STATE_WORDS[State(case.state)],
        owner=str(duty.owner) if duty else "",
        received=clock.day_of(case.received_at),
        until=until,
        light=light,
        marks=marks,
    )


def _due(case: Case, duty: "Duty | None") -> tuple[Deadline | Day | None, str]:
    if case.state == State.RECEIVED:
        return case.triage_due, _light(case.triage_due)
    if case.state == State.ACCEPTED:
        day = handled_by(case)
        return day, _light(day) if day else ""
    if case.state == State.HANDLING and duty is not None:
        return duty.due, duty.light
    return None, ""


def _light(day: Deadline | Day) -> str:
    return "overdue" if clock.today() > day.on else ""


def tally(counts: QueueCounts) -> list[dict[str, object]]:
    """First what waits for the office, then every state that holds a case."""
    cells = [
        (str(counts.for_office), _("Waits for the office"), f"?state={FOR_OFFICE}"),
        (str(counts.waiting), _("Writer waits for a reply"), "?waiting=on"),
        *(
            (_figure(state, n), STATE_WORDS[state], f"?state={state.value}")
            for state, n in counts.states.items()
        ),
    ]
    return [
        {"figure": figure, "label": label, "url": url}
        for place, (figure, label, url) in enumerate(cells)
        if figure != "0" or place == 0
    ]


def _figure(state: State, count: int) -> str:
    most = counted_to(state)
    return f"{most}+" if count > most else str(count)
