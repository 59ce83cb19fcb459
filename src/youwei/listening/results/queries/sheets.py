"""A result as pages show it: read from the words in which it is published, and from nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.results.models import Estimate
from youwei.listening.results.queries.plan import group_names, sealed_plan
from youwei.ui.bilingual import said


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its interval and the ballots behind it; None where it is hidden, `n` 0 where
    nobody answered.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One organ of a group. `rank` 0: too few ballots in a panel, so not ranked. `alike`: organs of
    the group that cannot be told apart from it.
    """

    place: int
    name: str
    figure: Figure
    rank: int
    low: int
    high: int
    band: str
    alike: tuple[str, ...]

    @property
    def ranked(self) -> bool:
        return self.rank > 0


@dataclass(frozen=True, slots=True)
class GroupSheet:
    name: str
    lines: tuple[Line, ...]  # by rank; those that are not ranked at the end
    weights: tuple[tuple[str, float], ...]  # panels and their part, in per cent

    @property
    def ranked(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.ranked)

    @property
    def unranked(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.ranked)


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """`asked`: codes handed out; `answered`: of them used; `counted`: ballots behind the result."""

    name: str
    population: int
    quota: int
    asked: int
    answered: int
    counted: int
    kish: float | None
    converged: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One panel's view of one organ, by dimension."""

    panel: str
    figures: tuple[Figure, ...]


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
