"""A result as pages show it: read from what is published, and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its interval and the ballots behind it; None where it is hidden."""

    value: float | None
    low: float | None
    high: float | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One organ of a group. `rank` 0: too few ballots in a panel, so not ranked. `low`, `high`: the
    ranks that are possible for it. `chance` of `band`, from 0 to 1. `alike`: organs that cannot be
    told apart from it.
    """

    place: int
    name: str
    figure: Figure
    rank: int = 0
    low: int = 0
    high: int = 0
    band: str = ""
    chance: float | None = None
    alike: tuple[str, ...] = ()

    @property
    def ranked(self) -> bool:
        return self.rank > 0


@dataclass(frozen=True, slots=True)
class GroupSheet:
    name: str
    lines: tuple[Line, ...]  # by rank; those that are not ranked at the end

    @property
    def ranked(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.ranked)

    @property
    def unranked(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.ranked)

    @property
    def unranked_names(self) -> str:
        return "、".join(line.name for line in self.unranked)


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """`asked`: codes handed out; `answered`: of them used, None where they are few; `counted`: the
    ballots behind the result; `weight`: its part in the whole, in per cent.
    """

    name: str
    weight: float
    population: int
    quota: int
    asked: int
    answered: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class Row:
    """One panel's view of one organ, by dimension."""

    panel: str
    dimensions: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def named(self) -> tuple[tuple[str, Figure], ...]:
        return tuple(zip(self.dimensions, self.figures, strict=True))


@dataclass(frozen=True, slots=True)
class OrganSheet:
    """`of`: ranked organs of its group."""

    name: str
    group: str
    of: int
    line: Line
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ResultSheet:
    """Everything that a page or a workbook shows of one result."""

    groups: tuple[GroupSheet, ...]
    panels: tuple[PanelSheet, ...]
    dimensions: tuple[str, ...]
    method: tuple[tuple[str, str], ...]
    threshold: int
    withheld: tuple[str, ...]  # organs whose objection was upheld
    rows: Mapping[int, tuple[Row, ...]]

    @cached_property
    def _lines(self) -> Mapping[int, tuple[GroupSheet, Line]]:
        return {line.place: (group, line) for group in self.groups for line in group.lines}

    def organ(self, place: int) -> OrganSheet | None:
        """None for an organ that takes no part."""
        if place not in self._lines:
            return None
        group, line = self._lines[place]
        return OrganSheet(line.name, group.name, len(group.ranked), line, self.rows[place])

    def organs(self) -> tuple[OrganSheet, ...]:
        found = (self.organ(place) for place in self._lines)
        return tuple(one for one in found if one is not None)
