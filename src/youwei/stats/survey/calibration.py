"""Weights by cell: from the frame's strata, then raked to the margins, within bounds.

The base weight of a respondent is N_h / r_h (population and respondents of the stratum): the design
weight N_h / n_h times the inverse response rate of the stratum (Särndal, Swensson & Wretman 1992,
Model Assisted Survey Sampling, 15.6). Raking finds w = d · clip(exp(z'λ), low, high) that meets
the margins (Deville & Särndal 1992, JASA 87, case 2, truncated), by going over the margins in turn
(Deming & Stephan 1940). All respondents of a cell have one weight, so it works on cells.

Sums are taken one after another in the order of the cells, so that others get the same bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.plan import Bounds, Plan

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
STILL = 1e-13  # relative distance from a margin at which raking ends
MOST_SWEEPS = 2_000
FAR = 1e6  # a factor beyond it runs away: the bounds forbid the margins
REACHED = 1e-9  # a distance below it is none


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one panel, by its cells. `gap`: largest relative distance from a margin. `bounded`:
    respondents whose weight stands at a bound. `kish`: n Σw² / (Σw)², what unequal weights cost
    (Kish 1965, 11.7). `uncovered`: share of the population in strata and categories that nobody
    answered for; the others' weights do not speak for it.
    """

    cells: Ints
    base: Floats
    weights: Floats
    iterations: int
    gap: float
    converged: bool
    bounded: int
    kish: float
    uncovered: float


@dataclass(frozen=True, slots=True)
class Target:
    """One margin of the covered population: category of each cell, wanted total by category."""

    of: Ints
    totals: Floats


def calibrate(plan: Plan, panel: int, respondents: Ints) -> Calibration:
    """`respondents` by all cells of the plan."""
    cells = np.asarray(plan.cells_of(panel), dtype=np.int64)
    people = respondents[cells]
    base, covered, whole = _base(plan, panel, cells, people)
    targets, lost = _targets(plan, panel, cells, people, covered)
    ratio, iterations = rake(base, people, targets, plan.panels[panel].bounds)
    weights = base * ratio
    gap = _gap(weights * people, targets)
    bounds = plan.panels[panel].bounds
    at_bound = (ratio <= bounds.low) | (ratio >= bounds.high) if bounds else ratio < 0
    return Calibration(
        cells=cells,
        base=base,
        weights=weights,
        iterations=iterations,
        gap=gap,
        converged=gap < REACHED,
        bounded=int(people[at_bound].sum()),
        kish=_kish(weights, people),
        uncovered=max(1 - covered / whole, *lost) if lost else 1 - covered / whole,
    )


def rake(
    base: Floats, people: Ints, targets: Sequence[Target], bounds: Bounds | None
) -> tuple[Floats, int]:
    """Ratio of calibrated to base weight by cell, and the number of sweeps over the margins."""
    factor = np.ones(len(base))
    ratio = factor
    if not targets:
        return ratio, 0
    mass = base * people
    sweeps, moved = 0, 1.0
    while sweeps < MOST_SWEEPS and moved >= STILL and np.max(factor, initial=0.0) <= FAR:
        sweeps += 1
        moved = 0.0
        for target in targets:
            now = np.bincount(target.of, weights=mass * ratio, minlength=len(target.totals))
            step = np.divide(target.totals, now, out=np.ones_like(now), where=now > 0)
            moved = max(moved, float(np.max(np.abs(step - 1), initial=0.0)))
            factor = factor * step[target.of]
            ratio = np.clip(factor, bounds.low, bounds.high) if bounds else factor
    return ratio, sweeps


def _base(plan: Plan, panel: int, cells: Ints, people: Ints) -> tuple[Floats, float, float]:
    """Base weights, population of the strata with respondents, population of all strata."""
    stratum = np.asarray([plan.cells[cell].stratum for cell in cells], dtype=np.int64)
    size = np.asarray([one.population for one in plan.strata], dtype=np.float64)
    own = np.asarray([one.panel == panel for one in plan.strata], dtype=np.bool_)
    answered = np.bincount(stratum, weights=people, minlength=len(size))
    base = np.divide(size, answered, out=np.zeros_like(size), where=answered > 0)
    return base[stratum], float(size[own & (answered > 0)].sum()), float(size[own].sum())


def _targets(
    plan: Plan, panel: int, cells: Ints, people: Ints, covered: float
) -> tuple[list[Target], list[float]]:
    """Totals of the categories that somebody answered for, and the share of those without."""
    targets, lost = [], []
    for place, margin in enumerate(plan.panels[panel].margins):
        of = np.asarray([plan.cells[cell].categories[place] for cell in cells], dtype=np.int64)
        totals = np.asarray(margin.totals, dtype=np.float64)
        there = np.bincount(of, weights=people, minlength=len(totals)) > 0
        held = fsum(totals[there])
        lost.append(1 - held / float(totals.sum()))
        share = covered / held if held else 0.0
        targets.append(Target(of, np.where(there, totals, 0.0) * share))
    return targets, lost


def _gap(mass: Floats, targets: Sequence[Target]) -> float:
    gap = 0.0
    for target in targets:
        now = np.bincount(target.of, weights=mass, minlength=len(target.totals))
        wanted = target.totals > 0
        far = np.abs(now[wanted] / target.totals[wanted] - 1)
        gap = max(gap, float(np.max(far, initial=0.0)))
    return gap


def _kish(weights: Floats, people: Ints) -> float:
    total = float((weights * people).sum())
    return float(people.sum() * (weights**2 * people).sum() / total**2) if total else float("nan")
