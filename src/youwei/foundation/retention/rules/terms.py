"""From a term to the last day whose records are due."""

from datetime import date, timedelta
from typing import Final

from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import Term, due

# What nobody disposed of by then goes by rule: the page that collected it promised an end.
GRACE: Final = timedelta(days=30)
WAITS: Final = timedelta(days=7)  # a disposal list for its second person
AT_ONCE: Final = 500  # records in one list: one transaction that others wait for
_FURTHEST = 60 * 366  # days


def due_until(today: date, keep: Term, calendar: WorkCalendar) -> date | None:
    """The last day whose records were kept long enough by `today`; None if there is none. A term
    never ends earlier for a later day, so that it is found by halving.
    """
    low, high = today - timedelta(days=_FURTHEST), today
    if due(low, keep, calendar).on >= today:
        return None
    while (high - low).days > 1:
        middle = low + (high - low) / 2
        if due(middle, keep, calendar).on < today:
            low = middle
        else:
            high = middle
    return low
