"""The dates of a duty from its term, on a calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from youwei.foundation.rulebook.rules.duties import Lights, Rung
from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import Term, Unit, due

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dates:
    near_from: date
    due_on: date
    provisional: bool


def dates(start: date, term: Term, calendar: WorkCalendar, lights: Lights) -> Dates:
    deadline = due(start, term, calendar)
    return Dates(
        near_from=near_from(start, deadline.on, calendar, lights),
        due_on=deadline.on,
        provisional=deadline.provisional,
    )


def near_from(start: date, due_on: date, calendar: WorkCalendar, lights: Lights) -> date:
    """The first day of the rulebook's near-due light: its share or its days left, whichever begins
    earlier, but not before the cap; never before the start.
    """
    rule, span = lights.near_due, (due_on - start).days
    share = due_on - timedelta(days=span * rule.share_left // 100)
    cap = due_on - timedelta(days=span * rule.share_cap // 100)
    return max(start, cap, min(share, before(due_on, rule.left, calendar)))


def behind_from(start: date, due_on: date, progress: int, lights: Lights) -> date | None:
    """The first day on which this progress (percent) lags behind the share of time gone by more
    than the rulebook's points; None where it cannot before the due date.
    """
    percent = progress + lights.behind.points
    if percent >= 100:
        return None
    return start + timedelta(days=(due_on - start).days * percent // 100) + ONE_DAY


def before(day: date, term: Term, calendar: WorkCalendar) -> date:
    """The day that lies a term of days before `day`."""
    if term.unit is not Unit.WORKING_DAYS:
        return day - timedelta(days=term.amount)
    left = term.amount
    while left:
        day -= ONE_DAY
        left -= calendar.is_working_day(day)
    return day


def climbs_on(rung: Rung, due_on: date, calendar: WorkCalendar) -> date:
    """The day on which a rung of the ladder is reached."""
    if rung.after is not None:
        return due(due_on, rung.after, calendar).on
    return before(due_on, rung.before, calendar) if rung.before else due_on
