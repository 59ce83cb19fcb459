"""An organ's composite: the rulebook's combination of dimensions and panels, with covariances.

T = Σ_p ω_p Σ_d λ_d R_pod. Its linearised value for one respondent is the same combination of the
linearised values of the means. One respondent rates several dimensions and many organs: products of
the values are summed up respondent by respondent, in the order of the sealed file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.draws import quantile
from youwei.stats.survey.linear import Frame, covariance, pooled, scale
from youwei.stats.survey.means import Linear, Means, rounded
from youwei.stats.survey.plan import Group, Plan
from youwei.stats.survey.scan import Marks, worths
from youwei.stats.survey.sealing import BITS, MARK, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_BLOCK = 4096  # respondents laid out together
_FINER = 4  # decimals that covariances have more than scores
_TOGETHER = 4  # questions looked up together: 4,096 codes an organ


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
    whole = fsum(weights)
    return tuple(weight / whole for weight in weights)


def composites(plan: Plan, rows: Rows, panels: Sequence[Judged]) -> tuple[Composite, ...]:
    products = [_products(plan, rows, panel) for panel in panels]
    return tuple(
        _composite(plan, group, panels, [one[place] for one in products])
        for place, group in enumerate(plan.groups)
    )


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
        parts.append(covariance(panel.frame, sums, product))
        weights.append(weight)
    together = pooled(parts, weights)
    digits = plan.decimals
    together = rounded(together, digits + _FINER)
    together = np.where(ranked[:, None] & ranked, together, np.nan)
    score = rounded(np.where(ranked, score, np.nan), digits)
    se = rounded(np.sqrt(np.maximum(np.diag(together), 0.0)), digits)
    z = quantile((1 + plan.level) / 2)
    low = rounded(np.maximum(float(plan.points[0]), score - z * se), digits)
    high = rounded(np.minimum(float(plan.points[-1]), score + z * se), digits)
    return Composite(group.organs, score, se, low, high, together, ranked, z)


def _combined(by_domain: Floats, dimensions: Sequence[float]) -> Floats:
    """[cell, organ·dimension] → [cell, organ]"""
    apart = by_domain.reshape(len(by_domain), -1, len(dimensions))
    return np.asarray(sum(apart[:, :, place] * share for place, share in enumerate(dimensions)))


def _products(plan: Plan, rows: Rows, panel: Judged) -> list[Floats]:
    """Per group Σ u·u' over the panel's respondents by [organ, organ], u scaled as `covariance`
    wants it. Respondents are laid out in blocks of fixed bounds, a column for each organ.
    """
    factor = np.zeros(len(plan.cells))
    factor[panel.cells] = panel.frame.weights * scale(panel.frame)
    own = factor[rows.cell] > 0
    if own.all():
        own = slice(None)
    ballot = rows.ballot[own]
    organ = rows.organ[own]
    value = _values(plan, rows.marks[own], organ, panel.linear) * factor[rows.cell[own]]
    ends, column = _columns(plan)
    place = column[organ]
    found = [np.zeros((len(group.organs), len(group.organs))) for group in plan.groups]
    blocks = int(ballot[-1]) // _BLOCK + 1 if len(ballot) else 0
    starts = np.searchsorted(ballot, np.arange(blocks + 1) * _BLOCK)
    for block in range(blocks):
        rows_ = slice(starts[block], starts[block + 1])
        dense = np.zeros((_BLOCK, len(plan.organs)))
        dense.reshape(-1)[(ballot[rows_] % _BLOCK) * len(plan.organs) + place[rows_]] = value[rows_]
        for total, first, last in zip(found, ends[:-1], ends[1:], strict=True):
            part = dense[:, first:last]
            np.add(total, part.T @ part, out=total)
    return found


def _columns(plan: Plan) -> tuple[list[int], Ints]:
    """Where the columns of each group end, and the column of each organ; those of no group last."""
    order = [organ for group in plan.groups for organ in group.organs]
    order += sorted(set(range(len(plan.organs))) - set(order))
    column = np.empty(len(order), dtype=np.int64)
    column[order] = np.arange(len(order))
    return [0, *np.cumsum([len(group.organs) for group in plan.groups]).tolist()], column


def _values(plan: Plan, marks: Marks, organ: Marks, linear: Linear) -> Floats:
    """u = Σ_d λ_d (s − R·m) / W of each row, looked up for a few questions at a time."""
    shape = (len(plan.organs), len(plan.dimensions))
    mean = np.nan_to_num(linear.mean).reshape(shape)
    weight = linear.weight.reshape(shape)
    share = np.asarray(shares(plan.dimension_weights))
    unit = np.divide(share, weight, out=np.zeros(shape), where=weight > 0)
    worth, vote = worths(plan.points)
    dimensions = np.repeat(np.arange(shape[1]), plan.questions)
    value = np.zeros(len(marks))
    for first in range(0, len(dimensions), _TOGETHER):
        some = dimensions[first : first + _TOGETHER]
        code = np.arange(1 << (BITS * len(some)))
        table = np.zeros((shape[0], len(code)))
        for place, dimension in enumerate(some):
            mark = (code >> (BITS * place)) & MARK
            over = worth[mark] - mean[:, dimension, None] * vote[mark]
            table += unit[:, dimension, None] * over
        said = (marks >> (BITS * first)) & (len(code) - 1)
        value += table.reshape(-1)[organ * len(code) + said]
    return value
