"""The dates of a duty from its term, on a calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import Term, due


@dataclass(frozen=True, slots=True)
class NearRule:
    """Near due when at most `share` of the term's days or `days` natural days are left,
    whichever comes earlier in the calendar.
    """

    share: float  # 0–1
    days: int


@dataclass(frozen=True, slots=True)
class Dates:
    near_from: date
    due_on: date
    provisional: bool


def dates(start: date, term: Term, calendar: WorkCalendar, near: NearRule) -> Dates:
    deadline = due(start, term, calendar)
    return Dates(
        near_from=near_from(start, deadline.on, near),
        due_on=deadline.on,
        provisional=deadline.provisional,
    )


def near_from(start: date, due_on: date, near: NearRule) -> date:
    """Never before the start."""
    span = (due_on - start).days
    left = max(int(span * near.share), near.days)
    return max(start, due_on - timedelta(days=left))
