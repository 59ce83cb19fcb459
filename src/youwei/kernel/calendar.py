"""Which days are working days: weekends, holidays and make-up working days (调休上班).

The State Council's General Office announces each year's arrangement in the autumn before. A table
of these notices is data with a version. Days that no notice has settled yet are judged by weekends
and by the holidays whose date the law fixes, and every result that used one is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Self

from youwei.kernel.calendar_table import SATURDAY, CalendarError, read_table

__all__ = ["CalendarError", "WorkCalendar", "only_a_day"]

# The New Year arrangement may reach back into December of the year before (2018-12-29 worked,
# 12-30 and 12-31 off), so these days are settled only by the notice of the year that follows.
NEW_YEAR_REACHES_BACK_TO = (12, 25)


@dataclass(frozen=True)
class WorkCalendar:
    """A version of the working-day table.

    `holidays` are the announced days off, `make_up_days` the announced working Saturdays and
    Sundays, `statutory` the (month, day) pairs that the law makes a holiday every year; these
    last count only where no notice has settled the day. `sources` says for each announced year
    which notice the days come from.
    """

    version: str
    holidays: frozenset[date]
    make_up_days: frozenset[date]
    sources: Mapping[int, str] = field(hash=False)
    statutory: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def from_mapping(cls, data: object) -> Self:
        """Reads the parsed table (rulebook/calendars/*.yaml).

        Raises CalendarError, which lists every fault found.
        """
        table = read_table(data)
        return cls(
            version=table.version,
            holidays=frozenset(table.holidays),
            make_up_days=frozenset(table.make_up_days),
            sources=MappingProxyType(dict(table.sources)),
            statutory=frozenset(table.statutory),
        )

    @property
    def announced(self) -> frozenset[int]:
        return frozenset(self.sources)

    def is_announced(self, year: int) -> bool:
        return year in self.sources

    def is_settled(self, day: date) -> bool:
        """False while a notice still to come may change whether the day is worked."""
        if day.year not in self.sources:
            return False
        if (day.month, day.day) < NEW_YEAR_REACHES_BACK_TO:
            return True
        return day.year + 1 in self.sources

    def is_working_day(self, day: date) -> bool:
        """By the notices where they speak, else by weekends and holidays of fixed date."""
        only_a_day(day)
        if day in self.make_up_days:
            return True
        if day in self.holidays or day.weekday() >= SATURDAY:
            return False
        return day.year in self.sources or (day.month, day.day) not in self.statutory

    def source(self, year: int) -> str | None:
        """The notice that settled a year, None while there is none."""
        return self.sources.get(year)


def only_a_day(day: date) -> None:
    """Refuses a datetime: Python takes it for a date, but finds it in no set of dates."""
    if isinstance(day, datetime):
        raise TypeError(f"expected a day, got the moment {day}; use the local date of it")
