"""From a day and a term to the day something is due, and how far away that is.

The rules are those of the Civil Code, Arts. 200 to 204: the day of the event does not count (次日
起算); a term in months ends on the day of the same number, or on the month's last day where there
is none; a term whose last day is a rest day ends on the next working day. An organ's rulebook may
say otherwise for a term (`same-day`, `exact`).
"""

import calendar as gregorian
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from youwei.kernel.calendar import WorkCalendar, only_a_day

ONE_DAY = timedelta(days=1)
LONGEST_TERM = 9999
TERM = re.compile(r"(?P<amount>[0-9]{1,4})(?P<unit>wd|d|m)(?P<flags>( [a-z-]+)*)")


class Unit(StrEnum):
    WORKING_DAYS = "wd"
    NATURAL_DAYS = "d"
    MONTHS = "m"


class Starts(StrEnum):
    """Whether the day of the event is itself the first day of the term."""

    DAY_AFTER = "day-after"
    SAME_DAY = "same-day"


WORDS = {
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.NATURAL_DAYS: ("natural day", "natural days"),
    Unit.MONTHS: ("month", "months"),
}


class TermError(ValueError):
    """A term that cannot be read; the message quotes it and shows the accepted forms."""


@dataclass(frozen=True)
class Term:
    """A length of time as a rule states it, e.g. 15 working days from the day after.

    `rolls` says that a term of natural days or months whose last day is a rest day ends on the
    next working day (Civil Code Art. 203; a make-up working Saturday is no rest day). A term of
    working days ends on a working day anyhow.
    """

    amount: int
    unit: Unit
    starts: Starts = Starts.DAY_AFTER
    rolls: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST_TERM:
            raise TermError(f"a term of {self.amount} is not between 1 and {LONGEST_TERM}")

    @classmethod
    def parse(cls, text: str, *, rolls: bool = True) -> Self:
        """Reads a rulebook string: `15wd`, `60d`, `1m`, each with flags after a blank.

        Flags: `same-day` or `day-after` (when it starts), `rolls` or `exact` (whether it may end
        on a rest day). `rolls` is the rulebook's default for terms that do not say. Raises
        TermError.
        """
        match = TERM.fullmatch(text.strip()) if isinstance(text, str) else None
        flags = match["flags"].split() if match else []
        if match is None or not _flags_fit(flags):
            raise TermError(
                f"{text!r} is not a term; write 15wd (working days), 60d (natural days) or 1m "
                "(months), then if needed same-day or day-after, rolls or exact"
            )
        return cls(
            amount=int(match["amount"]),
            unit=Unit(match["unit"]),
            starts=Starts.SAME_DAY if "same-day" in flags else Starts.DAY_AFTER,
            rolls="rolls" in flags or (rolls and "exact" not in flags),
        )

    @property
    def code(self) -> str:
        """The rulebook string that `parse` reads back, whatever its default."""
        flags = [self.starts.value] if self.starts is Starts.SAME_DAY else []
        if self.unit is not Unit.WORKING_DAYS:
            flags.append("rolls" if self.rolls else "exact")
        elif not self.rolls:
            flags.append("exact")
        return " ".join([f"{self.amount}{self.unit}", *flags])

    def __str__(self) -> str:
        one, many = WORDS[self.unit]
        return f"{self.amount} {one if self.amount == 1 else many}"


def _flags_fit(flags: Sequence[str]) -> bool:
    starts = [flag for flag in flags if flag in ("same-day", "day-after")]
    ends = [flag for flag in flags if flag in ("rolls", "exact")]
    return len(starts) <= 1 and len(ends) <= 1 and len(starts) + len(ends) == len(flags)


@dataclass(frozen=True)
class Pause:
    """Days that do not count, such as a hearing: from `start` up to, not including, `end`.

    A pause that still runs is given with the day after today as its end; the date then moves on
    with each day, as it should.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a pause from {self.start} cannot end on {self.end}")

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True)
class Deadline:
    """The last day on which something is done in time.

    `provisional` is set where a day was counted that no notice of the State Council has settled
    yet; such a date must be shown with that word and be computed again when `basis`, the version
    of the calendar, changes.
    """

    on: date
    provisional: bool
    basis: str


def due(
    start: date,
    term: Term,
    calendar: WorkCalendar,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Term] = (),
) -> Deadline:
    """The deadline of a term that begins with an event on `start`.

    Each extension runs from the day after the date reached so far, which is the date that people
    were told; its `starts` plays no part. Pauses apply to the term and to its extensions.
    """
    only_a_day(start)
    count = _Count(calendar, tuple(pauses))
    if term.starts is Starts.SAME_DAY:
        reached = count.end(start - ONE_DAY, term, months_from=start)
    else:
        reached = count.end(start, term)
    for extension in extensions:
        reached = count.end(reached, extension)
    return Deadline(on=reached, provisional=count.provisional, basis=calendar.version)


class _Count:
    """One counting, which remembers whether it asked about a day that is not settled."""

    def __init__(self, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> None:
        self.calendar = calendar
        self.pauses = pauses
        self.provisional = False

    def end(self, before: date, term: Term, months_from: date | None = None) -> date:
        """The last day of a term whose first day is the one after `before`."""
        if term.unit is Unit.WORKING_DAYS:
            return self.advance(before, term.amount, working=True)
        if term.unit is Unit.NATURAL_DAYS:
            days = term.amount
        else:
            days = (_months_end(before, term.amount, months_from) - before).days
        last = self.advance(before, days, working=False)
        if term.rolls and not self.works(last):
            return self.advance(last, 1, working=True)
        return last

    def advance(self, day: date, days: int, *, working: bool) -> date:
        while days:
            day += ONE_DAY
            if self.paused(day):
                continue
            if not working or self.works(day):
                days -= 1
        return day

    def paused(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def works(self, day: date) -> bool:
        self.provisional = self.provisional or not self.calendar.is_settled(day)
        return self.calendar.is_working_day(day)


def _months_end(before: date, months: int, months_from: date | None) -> date:
    """Where a term in months ends when nothing pauses it.

    Counted from the day after the event it ends on the event's number. Counted from the event's
    own day it ends one day earlier, but on the month's last day where that month is too short.
    """
    event = months_from or before
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    last_of_month = gregorian.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(event.day, last_of_month))
    return end if months_from is None or event.day > last_of_month else end - ONE_DAY


def working_days_between(a: date, b: date, calendar: WorkCalendar) -> int:
    """Working days after `a` up to and including `b`; negative where `b` lies before `a`."""
    if b < a:
        return -working_days_between(b, a, calendar)
    days = (date.fromordinal(number) for number in range(a.toordinal() + 1, b.toordinal() + 1))
    return sum(1 for day in days if calendar.is_working_day(day))


def days_left(today: date, deadline: Deadline) -> int:
    """Natural days until the deadline: 0 on its day, negative once it has passed."""
    return (deadline.on - today).days


def working_days_left(today: date, deadline: Deadline, calendar: WorkCalendar) -> int:
    """Working days until the deadline.

    0 on its day; negative once a working day has gone by after it. A deadline missed by a
    weekend only is therefore late by `days_left`, while no working day was lost yet.
    """
    return working_days_between(today, deadline.on, calendar)
