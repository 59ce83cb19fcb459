"""Linearised errors of ratios from sums by cell, with what calibration takes away from them.

A ratio R = Σwx / Σwy has the linearised value e = (x − R·y) / Σwy of each respondent (Binder 1983,
Int. Stat. Review 51; Särndal, Swensson & Wretman 1992, 5.6). Calibration to margins leaves the
residual of e on the margins: e − z'B with B by least squares with the calibrated weights (Deville &
Särndal 1992, 3.4). Within a stratum of r respondents the total of w·(e − z'B) has the variance
(1 − f)·r/(r − 1)·Σ(w(e − z'B) − mean)², f = r/N where the correction for a finite population is
wanted. A stratum with one respondent counts with the square of its value.

Within a cell w and z'B are the same for everybody, so sums of e and of products of e suffice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.calibration import Calibration
from youwei.stats.survey.plan import Plan

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """One panel's cells: respondents, weights, stratum (counted from 0), categories by [cell,
    margin] (counted through all margins: where z is 1), the weights by which residuals are taken,
    the inverse of their cross-products, and the factor (1 − f)·r/(r − 1) of each stratum.
    """

    people: Ints
    weights: Floats
    stratum: Ints
    column: Ints
    by: Floats
    projection: Floats
    factor: Floats
    size: Floats  # respondents by stratum

    @property
    def freedom(self) -> int:
        """Respondents less strata."""
        return int(self.size.sum()) - int((self.size > 0).sum())


def frame(
    plan: Plan,
    panel: int,
    calibration: Calibration,
    respondents: Ints,
    *,
    by: Floats | None = None,
) -> Frame:
    """`by`: weights by cell for the residuals, where they are not to be the calibrated ones."""
    people = respondents[calibration.cells]
    cells = [plan.cells[cell] for cell in calibration.cells]
    strata, stratum = np.unique([cell.stratum for cell in cells], return_inverse=True)
    population = np.asarray([plan.strata[one].population for one in strata], dtype=np.float64)
    size = np.bincount(stratum, weights=people).astype(np.float64)
    factor = np.where(size > 1, size / np.maximum(size - 1, 1), 1.0)
    if plan.finite:
        factor = factor * np.maximum(0.0, 1 - size / population)
    starts = np.cumsum([0, *(len(one.totals) for one in plan.panels[panel].margins)])
    held = np.asarray([cell.categories for cell in cells], dtype=np.int64)
    column = held.reshape(len(cells), len(starts) - 1) + starts[:-1]
    z = np.zeros((len(cells), int(starts[-1])))
    np.put_along_axis(z, column, 1.0, axis=1)
    by = calibration.weights if by is None else by
    inverse = np.linalg.pinv(z.T @ (z * (by * people)[:, None]), hermitian=True)
    projection = np.asarray(inverse, dtype=np.float64)
    return Frame(people, calibration.weights, stratum, column, by, projection, factor, size)


def explained(held: Frame, sums: Floats) -> Floats:
    """z'B by [cell, variable], from the sums of e by [cell, variable]."""
    right = np.zeros((len(held.projection), sums.shape[1]))
    for column in held.column.T:
        np.add.at(right, column, sums * held.by[:, None])
    fit = held.projection @ right
    found = np.zeros_like(sums)
    for column in held.column.T:
        found += fit[column]
    return found


def variances(held: Frame, sums: Floats, squares: Floats) -> Floats:
    """Of the totals Σw·e, from the sums of e and e² by [cell, variable]."""
    fit = explained(held, sums)
    people = held.people[:, None]
    inner = squares - 2 * fit * sums + people * fit**2
    spread = _by_stratum(held, inner * held.weights[:, None] ** 2)
    total = _by_stratum(held, (sums - people * fit) * held.weights[:, None])
    centred = spread - _share(held)[:, None] * total**2
    return np.asarray(np.maximum(0.0, (centred * held.factor[:, None]).sum(axis=0)))


def covariance(held: Frame, sums: Floats, products: Floats) -> Floats:
    """Of the totals Σw·e of several variables. `products` is Σ scale²·w²·e·e' over all respondents,
    `scale` as below; `sums` are those of e by [cell, variable].
    """
    fit = explained(held, sums)
    worth = held.weights**2 * held.factor[held.stratum]
    cross = (sums * worth[:, None]).T @ fit
    inner = products - cross - cross.T + (fit * (worth * held.people)[:, None]).T @ fit
    total = _by_stratum(held, (sums - held.people[:, None] * fit) * held.weights[:, None])
    return np.asarray(inner - (total * (_share(held) * held.factor)[:, None]).T @ total)


def scale(held: Frame) -> Floats:
    """By cell: what w·e is multiplied with, so that products sum up to a variance."""
    return np.sqrt(held.factor)[held.stratum]


def _share(held: Frame) -> Floats:
    """1/r by stratum; nothing to centre where there is one respondent."""
    return np.where(held.size > 1, 1.0 / np.maximum(held.size, 1.0), 0.0)


def _by_stratum(held: Frame, values: Floats) -> Floats:
    found = np.zeros((len(held.size), values.shape[1]))
    np.add.at(found, held.stratum, values)
    return found


def pooled(parts: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """Covariance of a weighted sum of independent panels."""
    return np.asarray(sum(weight**2 * part for weight, part in zip(weights, parts, strict=True)))
