"""From the ballots of an urn to the rows of the sealed file, and the plan that explains them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from youwei.listening.appraisal.rules.ballots import NOT_CLEAR, SKIPPED, Ballot
from youwei.listening.appraisal.rules.coarsening import Coarser, coarsened
from youwei.stats import survey

NO_VOTE = 0  # “not clear” in the file


@dataclass(frozen=True, slots=True)
class Margin:
    """`totals`: the population by category."""

    name: str
    categories: tuple[str, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """`strata`: name and population, in order. `joinable`: small ones can be put together.
    `weight`: in per cent of the whole.
    """

    code: str
    weight: int
    strata: tuple[tuple[str, int], ...]
    margins: tuple[Margin, ...] = ()
    joinable: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What was frozen: organs by key with their comparison group, dimensions with their weight,
    questions with their dimension, panels; `scores` of letters, `points` of scores; `least`: fewer
    ballots than this stand in no cell.
    """

    organs: tuple[tuple[int, str], ...]
    dimensions: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    scores: Mapping[str, int]
    points: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What each position in the file means. Organs with their group; dimensions with weight and the
    codes of their questions in order; panels with weight and the margins that were kept. A stratum:
    position of its panel, name, population. A cell: position of its stratum, and of the category
    in each margin.
    """

    organs: tuple[tuple[int, str], ...]
    dimensions: tuple[tuple[str, int, tuple[str, ...]], ...]
    panels: tuple[tuple[str, int, tuple[Margin, ...]], ...]
    strata: tuple[tuple[int, str, int], ...]
    cells: tuple[tuple[int, tuple[int, ...]], ...]
    points: tuple[int, ...]
    least: int

    def to_json(self) -> dict[str, Any]:
        return {
            "organs": [list(one) for one in self.organs],
            "dimensions": [[code, weight, list(asked)] for code, weight, asked in self.dimensions],
            "panels": [
                {"code": code, "weight": weight, "margins": [asdict(margin) for margin in margins]}
                for code, weight, margins in self.panels
            ],
            "strata": [list(one) for one in self.strata],
            "cells": [[stratum, list(categories)] for stratum, categories in self.cells],
            "points": list(self.points),
            "least": self.least,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            organs=tuple((key, group) for key, group in plain["organs"]),
            dimensions=tuple(
                (code, weight, tuple(asked)) for code, weight, asked in plain["dimensions"]
            ),
            panels=tuple(
                (
                    panel["code"],
                    panel["weight"],
                    tuple(
                        Margin(one["name"], tuple(one["categories"]), tuple(one["totals"]))
                        for one in panel["margins"]
                    ),
                )
                for panel in plain["panels"]
            ),
            strata=tuple((panel, code, number) for panel, code, number in plain["strata"]),
            cells=tuple((stratum, tuple(found)) for stratum, found in plain["cells"]),
            points=tuple(plain["points"]),
            least=plain["least"],
        )

    def for_survey(self, names: Mapping[int, str] | None = None) -> survey.Plan:
        """As the estimation takes it, without grades. `names` of organs, for what is published."""
        groups: dict[str, list[int]] = {}
        for place, (_, group) in enumerate(self.organs):
            groups.setdefault(group, []).append(place)
        weights = tuple(float(weight) for _, weight, _ in self.panels)
        return survey.Plan(
            organs=tuple((names or {}).get(key, str(key)) for key, _ in self.organs),
            dimensions=tuple(code for code, _, _ in self.dimensions),
            panels=tuple(
                survey.Panel(
                    code,
                    tuple(
                        survey.Margin(one.name, tuple(float(n) for n in one.totals))
                        for one in margins
                    ),
                )
                for code, _, margins in self.panels
            ),
            strata=tuple(survey.Stratum(panel, number) for panel, _, number in self.strata),
            cells=tuple(survey.Cell(stratum, categories) for stratum, categories in self.cells),
            groups=tuple(
                survey.Group(group, tuple(organs), weights) for group, organs in groups.items()
            ),
            dimension_weights=tuple(float(weight) for _, weight, _ in self.dimensions),
            questions=tuple(len(asked) for _, _, asked in self.dimensions),
            points=self.points,
            least=self.least,
        )


@dataclass(slots=True)
class Rows:
    """One place for each answer. `ballot`: the place in `Arranged.ballots`; `question`: inside its
    dimension.
    """

    ballot: list[int] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    organ: list[int] = field(default_factory=list)
    dimension: list[int] = field(default_factory=list)
    question: list[int] = field(default_factory=list)
    score: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arranged:
    """`ballots`: those that stand in the file. `kept_out`: of strata too small. `names`: by panel,
    what each stratum is called in the file, empty for one that was kept out.
    """

    plan: Plan
    rows: Rows
    ballots: tuple[Ballot, ...]
    kept_out: int
    names: Mapping[str, Mapping[str, str]]


def arranged(ballots: Sequence[Ballot], frame: Frame) -> Arranged:
    """Cells are made coarser first, panel by panel. A ballot without an answer is no respondent."""
    kept = [one for one in ballots if any(_given(one, frame))]
    coarser = {panel.code: _coarser(panel, kept, frame.least) for panel in frame.panels}
    # A panel of which nobody stands in the file has no place in the plan either.
    shown = [panel for panel in frame.panels if any(coarser[panel.code].strata.values())]
    strata = _strata(shown, coarser)
    at = {(panel, name): place for place, (panel, name, _) in enumerate(strata)}
    panels = {panel.code: (place, panel) for place, panel in enumerate(shown)}
    placed: list[tuple[Ballot, tuple[int, tuple[int, ...]]]] = []
    for ballot in kept:
        cell = coarser[ballot.panel].cell(ballot.stratum, ballot.margins)
        if cell is not None:
            number, panel = panels[ballot.panel]
            categories = tuple(
                margin.categories.index(word)
                for margin, word in zip(panel.margins, cell[1], strict=False)
            )
            placed.append((ballot, (at[number, cell[0]], categories)))
    cells = sorted({cell for _, cell in placed})
    plan = Plan(
        organs=frame.organs,
        dimensions=tuple(
            (code, weight, tuple(one for one, home in frame.questions if home == code))
            for code, weight in frame.dimensions
        ),
        panels=tuple(
            (panel.code, panel.weight, panel.margins[: coarser[panel.code].margins])
            for panel in shown
        ),
        strata=tuple(strata),
        cells=tuple(cells),
        points=frame.points,
        least=frame.least,
    )
    return Arranged(
        plan=plan,
        rows=_rows(placed, plan, frame),
        ballots=tuple(ballot for ballot, _ in placed),
        kept_out=len(kept) - len(placed),
        names={code: found.strata for code, found in coarser.items()},
    )


def _given(ballot: Ballot, frame: Frame) -> list[int]:
    rated = {key for key, _ in frame.organs}
    return [
        organ
        for organ, letters in ballot.answers.items()
        if organ in rated and any(letter != SKIPPED for letter in letters)
    ]


def _coarser(panel: Panel, ballots: Sequence[Ballot], least: int) -> Coarser:
    cells = [(one.stratum, one.margins) for one in ballots if one.panel == panel.code]
    strata = [name for name, _ in panel.strata]
    return coarsened(cells, strata, least, joinable=panel.joinable)


def _strata(panels: Sequence[Panel], coarser: Mapping[str, Coarser]) -> list[tuple[int, str, int]]:
    found = []
    for number, panel in enumerate(panels):
        sizes: Counter[str] = Counter()
        for name, population in panel.strata:
            sizes[coarser[panel.code].strata[name]] += population
        found += [(number, name, size) for name, size in sizes.items() if name]
    return found


def _rows(
    placed: Sequence[tuple[Ballot, tuple[int, tuple[int, ...]]]], plan: Plan, frame: Frame
) -> Rows:
    cells = {cell: place for place, cell in enumerate(plan.cells)}
    organs = {key: place for place, (key, _) in enumerate(plan.organs)}
    places = {
        question: (number, place)
        for number, (_, _, asked) in enumerate(plan.dimensions)
        for place, question in enumerate(asked)
    }
    asked = [places[code] for code, _ in frame.questions]
    rows = Rows()
    for number, (ballot, cell) in enumerate(placed):
        for organ, letters in ballot.answers.items():
            if organ not in organs:
                continue
            for question, letter in enumerate(letters):
                if letter == SKIPPED:
                    continue
                rows.ballot.append(number)
                rows.cell.append(cells[cell])
                rows.organ.append(organs[organ])
                dimension, place = asked[question]
                rows.dimension.append(dimension)
                rows.question.append(place)
                rows.score.append(NO_VOTE if letter == NOT_CLEAR else frame.scores[letter])
    return rows
