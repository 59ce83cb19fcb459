"""The months that are taken together, counted from January."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    starts: date
    ends: date

    @property
    def before(self) -> "Period":
        """The one that ended the day before, of the same length."""
        months = (self.ends.year - self.starts.year) * 12 + self.ends.month - self.starts.month + 1
        return period_of(self.starts - timedelta(days=1), months)


def period_of(day: date, months: int) -> Period:
    """`months` divides a year."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(
        starts=date(day.year, first, 1), ends=date(day.year, last, monthrange(day.year, last)[1])
    )
