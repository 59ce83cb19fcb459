"""Facts become tables: additive counts, and days in histograms from which quantiles are read."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from youwei.listening.figures.rules.facts import (
    SILENT,
    UNTIMED,
    Column,
    Facts,
    Mark,
    Mask,
    Population,
)

Sums = NDArray[np.int64]
MOST_DAYS = 400  # longer ones stand in the last bin, and a quantile there says "at least"


@dataclass(frozen=True)
class Tally:
    """The counts of one cell; every field adds up over cells but the quantiles, which come from
    histograms that do, of first answers (`timed`). `levels` in the order of the rulebook.
    """

    received: int
    to_accept: int
    accepted_in_time: int
    to_answer: int
    answered_in_time: int
    answered: int
    sent_back: int
    reopened: int
    silent: int
    timed: int
    levels: tuple[int, ...]
    median: int | None
    ninth: int | None

    @property
    def not_sent_back(self) -> int:
        return self.answered - self.sent_back


@dataclass(frozen=True)
class Counted:
    """`sums`: cells by measures; `days`: cells by days."""

    sums: Sums
    days: Sums

    def tally(self, cell: int) -> Tally:
        return _tally(self.sums[cell], self.days[cell])

    def total(self) -> Tally:
        return _tally(self.sums.sum(axis=0), self.days.sum(axis=0))


def within(facts: Facts, cases: Mask, first: date, last: date) -> Mask:
    """By fact: of these cases, on these days."""
    days = (facts.day >= first.toordinal()) & (facts.day <= last.toordinal())
    return np.asarray(days & cases[facts.case])


def counted(facts: Facts, chosen: Mask, cell: Column, cells: int) -> Counted:
    """`cell` says for each fact where it counts."""
    picked = np.flatnonzero(chosen)
    place, population = cell[picked], facts.population[picked]
    marks, level = facts.marks[picked], facts.level[picked]

    def number(which: Mask) -> Sums:
        return np.bincount(place[which], minlength=cells).astype(np.int64)

    def marked(mark: Mark) -> Mask:
        return (marks & int(mark)) > 0

    answered = population == Population.ANSWERED
    columns = [
        number(population == Population.RECEIVED),
        number(population == Population.TO_ACCEPT),
        number((population == Population.TO_ACCEPT) & marked(Mark.IN_TIME)),
        number(population == Population.TO_ANSWER),
        number((population == Population.TO_ANSWER) & marked(Mark.IN_TIME)),
        number(answered),
        number(answered & marked(Mark.SENT_BACK)),
        number(answered & marked(Mark.REOPENED)),
        number(answered & (level == SILENT)),
        number(answered & (facts.days[picked] != UNTIMED)),
        *(number(answered & (level == one)) for one in range(len(facts.levels))),
    ]
    return Counted(np.stack(columns, axis=1), _days(facts, picked, place, cells))


def _days(facts: Facts, picked: NDArray[np.intp], place: Column, cells: int) -> Sums:
    timed = facts.days[picked] != UNTIMED
    days = np.minimum(facts.days[picked][timed], MOST_DAYS).astype(np.int64)
    bins = MOST_DAYS + 1
    found = np.bincount(place[timed].astype(np.int64) * bins + days, minlength=cells * bins)
    return found.reshape(cells, bins).astype(np.int64)


def quantile(days: Sums, share: float) -> int | None:
    """The least number of days within which this share was answered; None of nothing."""
    total = int(days.sum())
    if total == 0:
        return None
    return int(np.searchsorted(np.cumsum(days), share * total - 1e-9))


# The order of `counted`; the levels follow.
FIELDS = (
    "received",
    "to_accept",
    "accepted_in_time",
    "to_answer",
    "answered_in_time",
    "answered",
    "sent_back",
    "reopened",
    "silent",
    "timed",
)
FIRST_LEVEL = len(FIELDS)


def _tally(sums: Sums, days: Sums) -> Tally:
    numbers = [int(n) for n in sums]
    levels = tuple(numbers[FIRST_LEVEL:])
    named = dict(zip(FIELDS, numbers, strict=False))
    return Tally(**named, levels=levels, median=quantile(days, 0.5), ninth=quantile(days, 0.9))
