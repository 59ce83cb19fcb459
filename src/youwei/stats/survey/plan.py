"""What is fixed before anybody answers: frame, margins, organs, and how figures are put together.

Everything is named by its position: organ 3 is the fourth of `Plan.organs`. A cell is the crossing
of a stratum with the categories of the margins of its panel; all respondents of a cell have the
same weight, so that estimation needs sums by cell and no list of people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import chain, product
from math import isfinite
from typing import Literal

SCORES = (1, 2, 3, 4, 5)
NOT_CLEAR = 0  # 不了解: somebody answered, nobody voted
MOST = 1 << 16  # cells, and organs
MOST_PLACES = 10_000_000  # cells × organs: the tables of the scan
MOST_QUESTIONS = 21  # three bits each in a row of the sealed file


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of a panel's frame from which a sample of its own was drawn."""

    panel: int
    population: int


@dataclass(frozen=True, slots=True)
class Cell:
    """`categories` holds one category for each margin of the panel, in their order."""

    stratum: int
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """Population by category, used as shares: sources that count the same people differ in sum."""

    name: str
    totals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far calibration may move a weight: calibrated / base weight."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Those who are asked (评议人群). Without margins the strata alone give the weights."""

    name: str
    margins: tuple[Margin, ...] = ()
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Organs compared with each other only; a panel of weight 0 does not rate them."""

    name: str
    organs: tuple[int, ...]
    panel_weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """Names from best to worst. By score: at least `bounds[i]`. By rank: among the first
    `bounds[i]` of the group, shares added up.
    """

    names: tuple[str, ...]
    by: Literal["score", "rank"]
    bounds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`questions` says how many each dimension has, `points` what scores 1 to 5 are
    worth. `finite` takes the finite population correction.
    An organ with fewer than `least` ballots in a panel that rates its group gets no composite.
    Means, errors and composites are rounded to `decimals` before anything is made of them: what is
    published is all there is, and digits without meaning would tell of the few behind a figure.
    """

    organs: tuple[str, ...]
    dimensions: tuple[str, ...]
    panels: tuple[Panel, ...]
    strata: tuple[Stratum, ...]
    cells: tuple[Cell, ...]
    groups: tuple[Group, ...]
    dimension_weights: tuple[float, ...]
    questions: tuple[int, ...]
    grades: Grades | None = None
    points: tuple[int, ...] = (0, 25, 50, 75, 100)
    level: float = 0.95
    draws: int = 10_000
    finite: bool = False
    least: int = 10
    decimals: int = 2

    def panel_of(self, cell: int) -> int:
        return self.strata[self.cells[cell].stratum].panel

    def cells_of(self, panel: int) -> tuple[int, ...]:
        return tuple(cell for cell in range(len(self.cells)) if self.panel_of(cell) == panel)

    def check(self) -> None:
        """ValueError where the plan contradicts itself."""
        for fault in chain(_of_size(self), _of_people(self), _of_organs(self), _of_figures(self)):
            raise ValueError(fault)


def cross(strata: Sequence[int], sizes: Sequence[int]) -> tuple[Cell, ...]:
    """All cells of a panel: its strata by position, and how many categories each margin has."""
    ways = [range(size) for size in sizes]
    return tuple(Cell(stratum, kept) for stratum in strata for kept in product(*ways))


def allocate(populations: Sequence[int], size: int, least: int = 2) -> tuple[int, ...]:
    """Sample sizes by stratum, proportional (Webster's divisors), at least `least` and never more
    than there are. `size` is met unless the floors or the frame forbid it.
    """
    given = [min(least, population) for population in populations]
    wanting = [
        (-population / (2 * have + 1), stratum)
        for stratum, (population, have) in enumerate(zip(populations, given, strict=True))
        if have < population
    ]
    heapify(wanting)
    while wanting and sum(given) < size:
        stratum = wanting[0][1]
        given[stratum] += 1
        if given[stratum] < populations[stratum]:
            heapreplace(wanting, (-populations[stratum] / (2 * given[stratum] + 1), stratum))
        else:
            heappop(wanting)
    return tuple(given)


def needed(half_width: float, *, spread: float, level_at: float = 1.96, deff: float = 1.0) -> int:
    """Ballots needed for an interval of ± `half_width` points: deff · (z·spread / half width)²
    (Kish 1965, Survey Sampling, 8.2).
    """
    wanted = deff * (level_at * spread / half_width) ** 2
    return int(wanted) + (wanted > int(wanted))


def _of_people(plan: Plan) -> Iterator[str]:
    for place, stratum in enumerate(plan.strata):
        if not 0 <= stratum.panel < len(plan.panels):
            yield f"stratum {place} belongs to no panel"
        if stratum.population < 1:
            yield f"stratum {place} has no population"
    for place in range(len(plan.cells)):
        if not _fits(plan, place):
            yield f"cell {place} does not fit the strata or the margins"
    if len(set(plan.cells)) != len(plan.cells):
        yield "a cell stands twice"
    yield from _of_panels(plan)


def _of_panels(plan: Plan) -> Iterator[str]:
    there = {stratum.panel for stratum in plan.strata}
    for place, panel in enumerate(plan.panels):
        if place not in there:
            yield f"panel {panel.name} has no stratum"
        totals = [total for margin in panel.margins for total in margin.totals]
        if any(not isfinite(total) or total < 0 for total in totals):
            yield f"a margin of panel {panel.name} is negative"
        if any(not sum(margin.totals) > 0 for margin in panel.margins):
            yield f"a margin of panel {panel.name} is empty"
        if panel.bounds and not 0 < panel.bounds.low <= 1 <= panel.bounds.high:
            yield f"the bounds of panel {panel.name} must lie around 1"


def _fits(plan: Plan, place: int) -> bool:
    cell = plan.cells[place]
    if not 0 <= cell.stratum < len(plan.strata):
        return False
    margins = plan.panels[plan.panel_of(place)].margins
    return len(cell.categories) == len(margins) and all(
        0 <= category < len(margin.totals)
        for category, margin in zip(cell.categories, margins, strict=True)
    )


def _of_organs(plan: Plan) -> Iterator[str]:
    seen: set[int] = set()
    for group in plan.groups:
        if any(not 0 <= organ < len(plan.organs) for organ in group.organs):
            yield f"group {group.name} names an organ that is not there"
        if seen & set(group.organs) or len(set(group.organs)) != len(group.organs):
            yield f"an organ of group {group.name} stands in two places"
        seen |= set(group.organs)
        if len(group.panel_weights) != len(plan.panels):
            yield f"group {group.name} needs a weight for each panel"
        if not _weights(group.panel_weights):
            yield f"the panel weights of group {group.name} must be 0 or more, and not all 0"
    if len(plan.dimension_weights) != len(plan.dimensions):
        yield "each dimension needs a weight"
    if not _weights(plan.dimension_weights):
        yield "the weights of the dimensions must be 0 or more, and not all 0"


def _of_figures(plan: Plan) -> Iterator[str]:
    if len(plan.points) != len(SCORES) or list(plan.points) != sorted(set(plan.points)):
        yield "the points must rise from score 1 to score 5"
    if len(plan.questions) != len(plan.dimensions) or min(plan.questions, default=0) < 1:
        yield "each dimension needs a question"
    if sum(plan.questions) > MOST_QUESTIONS:
        yield f"a ballot holds {MOST_QUESTIONS} questions on an organ"
    if not 0 < plan.level < 1:
        yield "the level lies between 0 and 1"
    if plan.draws < 100:
        yield "fewer than 100 draws say nothing"
    if not 0 <= plan.decimals <= 12:
        yield "figures have 0 to 12 decimals"
    if plan.least < 2:
        yield "an error needs at least two ballots"
    if plan.grades:
        yield from _of_grades(plan.grades)


def _of_size(plan: Plan) -> Iterator[str]:
    if max(len(plan.cells), len(plan.organs)) > MOST:
        yield f"a round holds {MOST} cells and as many organs"
    if len(plan.cells) * len(plan.organs) > MOST_PLACES:
        yield f"cells × organs are {MOST_PLACES} at most: margins have fewer categories"


def _of_grades(grades: Grades) -> Iterator[str]:
    if len(grades.bounds) != len(grades.names) - 1:
        yield "between two grades stands one bound"
    order = sorted(grades.bounds, reverse=grades.by == "score")
    if list(grades.bounds) != order:
        yield "the bounds of the grades are not in order"


def _weights(weights: Sequence[float]) -> bool:
    return all(isfinite(one) and one >= 0 for one in weights) and sum(weights) > 0
