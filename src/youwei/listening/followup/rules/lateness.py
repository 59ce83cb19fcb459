"""When an organ counts as one that does not answer, and which numbers of it are shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Late:
    """Of the matters that one organ owes: how many are late beyond the limit, since when, of how
    many that it ever had.
    """

    overdue: int
    total: int
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """As pages show them; None is a number below the threshold, or one that would give it away."""

    overdue: int | None
    total: int | None


def is_silent(late: Late, at_least: int) -> bool:
    return late.overdue >= at_least


def figures(late: Late, threshold: int) -> Figures:
    if late.overdue < threshold:
        return Figures(overdue=None, total=None)
    rest = late.total - late.overdue
    return Figures(overdue=late.overdue, total=None if 0 < rest < threshold else late.total)
