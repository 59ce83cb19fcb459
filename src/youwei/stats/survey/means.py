"""Weighted means by organ and dimension of one panel, with errors, design effect and intervals."""

from dataclasses import dataclass

import numpy as np
import scipy  # a part loads when it is first asked for: together they take most of a second
from numpy.typing import NDArray

from youwei.stats.survey.linear import Frame, variances
from youwei.stats.survey.scan import Counts

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Means:
    """Arrays [organ, dimension]. `ballots`: respondents with at least one answer; `se` NaN below
    two of them; `deff`: variance over that of a simple random sample of as many ballots;
    `effective`: ballots / deff; `low`, `high`: Student's t with `freedom` = respondents − strata,
    cut at the ends of the scale; `t`: its quantile.
    """

    ballots: Ints
    answers: Ints
    mean: Floats
    se: Floats
    low: Floats
    high: Floats
    deff: Floats
    effective: Floats
    freedom: int
    t: float


@dataclass(frozen=True, slots=True)
class Linear:
    """Linearised values e = (s − R·m) / W of the means: sums of e and e² by [cell, domain]."""

    mean: Floats
    weight: Floats
    sums: Floats
    squares: Floats


def rounded(values: Floats, decimals: int) -> Floats:
    """Half to even."""
    return np.asarray(np.round(values, decimals), dtype=np.float64)


def linear(counts: Counts, held: Frame, cells: Ints) -> Linear:
    """`cells` of the panel; means and W flat, organ by organ."""
    s, m, ss, sm, mm = (
        one[cells].reshape(len(cells), counts.s[0].size).astype(np.float64)
        for one in (counts.s, counts.m, counts.ss, counts.sm, counts.mm)
    )
    w = held.weights[:, None]
    weight = (w * m).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (w * s).sum(axis=0) / weight
        ratio = np.where(weight > 0, mean, 0.0)
        inverse = np.where(weight > 0, 1 / weight, 0.0)
    sums = (s - ratio * m) * inverse
    squares = (ss - 2 * ratio * sm + ratio**2 * mm) * inverse**2
    return Linear(mean, weight, sums, squares)


def means(
    counts: Counts,
    held: Frame,
    cells: Ints,
    level: float,
    ends: tuple[float, float],
    decimals: int = 12,
) -> tuple[Means, Linear]:
    """`ends` of the scale, which no interval leaves. The linearised values stay as they are."""
    values = linear(counts, held, cells)
    shape = counts.s.shape[1:]
    ballots = counts.ballots[cells].sum(axis=0)
    few = ballots.reshape(-1) < 2
    variance = np.where(few, np.nan, variances(held, values.sums, values.squares))
    simple = np.where(few, np.nan, _simple(counts, held, cells, values))
    t = (
        float(scipy.special.stdtrit(held.freedom, (1 + level) / 2))
        if held.freedom > 0
        else float("nan")
    )
    mean, se = rounded(values.mean, decimals), rounded(np.sqrt(variance), decimals)
    deff = np.divide(variance, simple, out=np.full_like(simple, np.nan), where=simple > 0)
    flat = {
        "mean": mean,
        "se": se,
        "low": rounded(np.maximum(ends[0], mean - t * se), decimals),
        "high": rounded(np.minimum(ends[1], mean + t * se), decimals),
        "deff": rounded(deff, decimals),
        "effective": rounded(ballots.reshape(-1) / np.where(deff > 0, deff, np.nan), decimals),
    }
    return (
        Means(
            ballots=ballots,
            answers=counts.m[cells].sum(axis=0),
            freedom=held.freedom,
            t=t,
            **{name: one.reshape(shape) for name, one in flat.items()},
        ),
        values,
    )


def _simple(counts: Counts, held: Frame, cells: Ints, values: Linear) -> Floats:
    """Variance of the same ratio from a simple random sample: S²/b, where S² = b/(b − 1) ·
    Σw(s − R·m)²/Σw over those who answered, put on the scale of the mean by the mean of m (Kish
    1965, 8.2; with one question it is the weighted variance of the scores over b).
    """
    w = held.weights[:, None]
    own = counts.ballots[cells].reshape(len(cells), -1)
    ballots = own.sum(axis=0)
    answering = (w * own).sum(axis=0)
    squares = (w * values.squares).sum(axis=0) * values.weight**2
    with np.errstate(invalid="ignore", divide="ignore"):
        per_ballot = values.weight / answering
        return np.asarray(squares / answering / per_ballot**2 / (ballots - 1))
