"""Share of answers with at least a certain score, say "satisfied", with Wilson's intervals.

A share near 0 or 100 per cent has no symmetric interval. Wilson's (1927, JASA 22) stays inside and
never shrinks to a point; the effective number of ballots stands for n, as the design demands (Kish
1965; Korn & Graubard 1998, Survey Methodology 24).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.draws import quantile
from youwei.stats.survey.estimate import means_of
from youwei.stats.survey.means import Means, rounded
from youwei.stats.survey.plan import SCORES, Plan
from youwei.stats.survey.sealing import Rows

Floats = NDArray[np.float64]


def shares(rows: Rows, plan: Plan, *, at_least: int = 4) -> tuple[Means, ...]:
    """Per panel, in per cent. Where everybody agrees, the design effect is unknown and every ballot
    counts as one.
    """
    points = tuple(100 * (score >= at_least) for score in SCORES)
    return tuple(_with_wilson(one, plan) for one in means_of(rows, replace(plan, points=points)))


def wilson(share: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Ends of the interval for shares between 0 and 1."""
    z = quantile((1 + level) / 2)
    centre = share + z * z / (2 * size)
    half = z * np.sqrt(share * (1 - share) / size + (z / (2 * size)) ** 2)
    whole = 1 + z * z / size
    return np.maximum(0.0, (centre - half) / whole), np.minimum(1.0, (centre + half) / whole)


def _with_wilson(means: Means, plan: Plan) -> Means:
    size = np.where(np.isfinite(means.effective), means.effective, means.ballots)
    size = np.where(size > 0, size, np.nan)
    low, high = wilson(means.mean / 100, size, plan.level)
    ends = (rounded(100 * end, plan.decimals) for end in (low, high))
    return replace(means, low=next(ends), high=next(ends))
