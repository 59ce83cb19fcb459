"""From sealed ballots to composites with their errors, ranks with their sets, and grades."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.calibration import Calibration, calibrate
from youwei.stats.survey.composite import Composite, Judged, composites
from youwei.stats.survey.draws import factor, normals, spread
from youwei.stats.survey.grades import GradeChances, grade_chances
from youwei.stats.survey.linear import frame
from youwei.stats.survey.means import Means, means
from youwei.stats.survey.plan import Plan
from youwei.stats.survey.ranks import Ranks, rank_sets, unranked
from youwei.stats.survey.scan import Counts, count, excluding
from youwei.stats.survey.sealing import Rows, read

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Result:
    """`respondents` by cell; per panel `calibrations` and `means`; per group the rest. `excluded`:
    ballots that a recorded decision left out.
    """

    plan: Plan
    seed: int
    respondents: Ints
    calibrations: tuple[Calibration, ...]
    means: tuple[Means, ...]
    composites: tuple[Composite, ...]
    ranks: tuple[Ranks, ...]
    grades: tuple[GradeChances, ...] | None
    excluded: int


def estimate(
    path: Path,
    plan: Plan,
    *,
    seed: int,
    without: Collection[int] = frozenset(),
    threads: int | None = None,
) -> Result:
    """ValueError where the plan contradicts itself, or the file belongs to another one."""
    plan.check()
    return estimate_rows(read(path, plan, threads=threads), plan, seed=seed, excluded=without)


def means_of(rows: Rows, plan: Plan) -> tuple[Means, ...]:
    """Weights, means and errors alone, per panel."""
    return tuple(panel.means for _, panel in _panels(count(rows, plan), plan))


def estimate_rows(
    rows: Rows, plan: Plan, *, seed: int, excluded: Collection[int] = frozenset()
) -> Result:
    """The same from a file that has been read."""
    rows = excluding(rows, excluded)
    counts = count(rows, plan)
    calibrations, judged = zip(*_panels(counts, plan), strict=True)
    together = composites(plan, rows, judged)
    ranks, grades = [], []
    for place, one in enumerate(together):
        deviations = _deviations(plan, one, seed, place)
        ranks.append(_ranks(plan, one, deviations))
        if plan.grades:
            own = one.score[one.ranked]
            grades.append(grade_chances(plan.grades, own, deviations, one.ranked))
    return Result(
        plan=plan,
        seed=seed,
        respondents=counts.respondents,
        calibrations=calibrations,
        means=tuple(one.means for one in judged),
        composites=together,
        ranks=tuple(ranks),
        grades=tuple(grades) if plan.grades else None,
        excluded=len(frozenset(excluded)),
    )


def _panels(counts: Counts, plan: Plan) -> Iterator[tuple[Calibration, Judged]]:
    ends = (float(plan.points[0]), float(plan.points[-1]))
    for panel in range(len(plan.panels)):
        calibration = calibrate(plan, panel, counts.respondents)
        held = frame(plan, panel, calibration, counts.respondents)
        found, values = means(counts, held, calibration.cells, plan.level, ends, plan.decimals)
        yield calibration, Judged(held, calibration.cells, found, values)


def _deviations(plan: Plan, one: Composite, seed: int, group: int) -> Floats:
    """Each group draws from numbers of its own: seed + group."""
    place = np.flatnonzero(one.ranked)
    lower = factor(one.covariance[np.ix_(place, place)])
    return spread(lower, normals(seed + group, (len(place), plan.draws)))


def _ranks(plan: Plan, one: Composite, deviations: Floats) -> Ranks:
    place = np.flatnonzero(one.ranked)
    covariance = one.covariance[np.ix_(place, place)]
    found = rank_sets(one.score[place], covariance, deviations, level=plan.level)
    return unranked(found, one.ranked)
