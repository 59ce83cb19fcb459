"""An organ's composite: the rulebook's combination of dimensions and panels, with covariances.

T = Σ_p ω_p Σ_d λ_d R_pod. Its linearised value for one respondent is the same combination of the
linearised values of the means. One respondent rates several dimensions and many organs: products of
the values are summed up respondent by respondent, in the order of the sealed file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from youwei.stats.survey.draws import quantile
from youwei.stats.survey.linear import Frame, covariance, pooled, scale
from youwei.stats.survey.means import Linear, Means
from youwei.stats.survey.plan import Group, Plan
from youwei.stats.survey.scan import first_bits, voted
from youwei.stats.survey.sealing import Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Composite:
    """Of the organs of one group, in its order; NaN where one is not ranked. `z`: the quantile of
    the intervals.
    """

    organs: tuple[int, ...]
    score: Floats
    se: Floats
    low: Floats
    high: Floats
    covariance: Floats
    ranked: Mask
    z: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one panel when composites are made."""

    frame: Frame
    cells: Ints
    means: Means
    linear: Linear


def shares(weights: Sequence[float]) -> tuple[float, ...]:
    whole = sum(weights)
    return tuple(weight / whole for weight in weights)


def composites(plan: Plan, rows: Rows, panels: Sequence[Judged]) -> tuple[Composite, ...]:
    products = [_products(plan, rows, panel) for panel in panels]
    return tuple(_composite(plan, group, panels, products) for group in plan.groups)


def _composite(
    plan: Plan, group: Group, panels: Sequence[Judged], products: Sequence[Floats]
) -> Composite:
    organs = np.asarray(group.organs, dtype=np.int64)
    dimensions = shares(plan.dimension_weights)
    score = np.zeros(len(organs))
    ranked = np.ones(len(organs), dtype=np.bool_)
    parts, weights = [], []
    for panel, weight, product in zip(panels, shares(group.panel_weights), products, strict=True):
        if not weight:
            continue
        mean = panel.means.mean[organs]
        for dimension, share in enumerate(dimensions):
            if share:
                score += weight * share * mean[:, dimension]
                ranked &= panel.means.ballots[organs, dimension] >= plan.least
        sums = _combined(panel.linear.sums, dimensions)[:, organs]
        parts.append(covariance(panel.frame, sums, product[np.ix_(organs, organs)]))
        weights.append(weight)
    together = pooled(parts, weights)
    together = np.where(ranked[:, None] & ranked, together, np.nan)
    score = np.where(ranked, score, np.nan)
    se = np.sqrt(np.maximum(np.diag(together), 0.0))
    z = quantile((1 + plan.level) / 2)
    low = np.maximum(float(plan.points[0]), score - z * se)
    high = np.minimum(float(plan.points[-1]), score + z * se)
    return Composite(group.organs, score, se, low, high, together, ranked, z)


def _combined(by_domain: Floats, dimensions: Sequence[float]) -> Floats:
    """[cell, organ·dimension] → [cell, organ]"""
    apart = by_domain.reshape(len(by_domain), -1, len(dimensions))
    return np.asarray(sum(apart[:, :, place] * share for place, share in enumerate(dimensions)))


def _products(plan: Plan, rows: Rows, panel: Judged) -> Floats:
    """Σ u·u' over the panel's respondents by [organ, organ], u scaled as `covariance` wants it."""
    factor = np.zeros(len(plan.cells))
    factor[panel.cells] = panel.frame.weights * scale(panel.frame)
    own = factor[rows.cell] > 0
    ballot, organ = rows.ballot[own], rows.organ[own]
    value = _values(plan, rows.marks[own], organ, panel.linear) * factor[rows.cell[own]]
    new = np.ones(len(ballot), dtype=np.bool_)
    new[1:] = ballot[1:] != ballot[:-1]
    starts = np.append(np.flatnonzero(new), len(ballot))
    shape = (len(starts) - 1, len(plan.organs))
    by_ballot = sparse.csr_array((value, organ, starts), shape=shape)
    return np.asarray((by_ballot.T @ by_ballot).todense())


def _values(plan: Plan, marks: Ints, organ: Ints, linear: Linear) -> Floats:
    """u = Σ_d λ_d (s − R·m) / W of each row."""
    shape = (len(plan.organs), len(plan.dimensions))
    mean = np.nan_to_num(linear.mean).reshape(shape)
    weight = linear.weight.reshape(shape)
    inverse = np.divide(1.0, weight, out=np.zeros(shape), where=weight > 0)
    value = np.zeros(len(marks))
    for place, (share, low) in enumerate(
        zip(shares(plan.dimension_weights), first_bits(plan), strict=True)
    ):
        s, m = voted(marks >> low, plan.questions[place], plan.points)
        value += share * inverse[organ, place] * (s - mean[organ, place] * m)
    return value
