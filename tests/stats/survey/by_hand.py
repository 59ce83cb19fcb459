"""The same estimates respondent by respondent: slow, plain, sharing no step with the package."""

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey import Answers, Plan

Floats = NDArray[np.float64]


def people_of(plan: Plan, given: Answers, panel: int) -> list[dict[str, Any]]:
    """Per respondent of the panel: its cell, and (organ, dimension) → [points, answers]."""
    held: dict[int, dict[str, Any]] = {}
    for ballot, cell, organ, dimension, score in zip(
        *(
            getattr(given, name).tolist()
            for name in ("ballot", "cell", "organ", "dimension", "score")
        ),
        strict=True,
    ):
        if plan.strata[plan.cells[cell].stratum].panel != panel:
            continue
        one = held.setdefault(ballot, {"cell": cell, "said": defaultdict(lambda: [0, 0])})
        if score:
            one["said"][organ, dimension][0] += plan.points[score - 1]
            one["said"][organ, dimension][1] += 1
    return list(held.values())


def weights_of(plan: Plan, people: list[dict[str, Any]], panel: int) -> Floats:
    strata = [plan.cells[one["cell"]].stratum for one in people]
    weights = np.array([plan.strata[h].population / strata.count(h) for h in strata])
    whole = weights.sum()
    for _ in range(500):
        for place, margin in enumerate(plan.panels[panel].margins):
            of = np.array([plan.cells[one["cell"]].categories[place] for one in people])
            for category, total in enumerate(margin.totals):
                own = of == category
                weights[own] *= total / sum(margin.totals) * whole / weights[own].sum()
    return weights


def linearised(
    plan: Plan, people: list[dict[str, Any]], weights: Floats, domains: list[tuple[int, int]]
) -> tuple[Floats, Floats]:
    """Means, and w·e by [respondent, domain] with the part that margins explain taken out."""
    s = np.array([[one["said"][domain][0] for domain in domains] for one in people], dtype=float)
    m = np.array([[one["said"][domain][1] for domain in domains] for one in people], dtype=float)
    total = weights @ m
    mean = weights @ s / total
    e = (s - mean * m) / total
    panel = plan.strata[plan.cells[people[0]["cell"]].stratum].panel
    columns = [
        [float(plan.cells[one["cell"]].categories[place] == category) for one in people]
        for place, margin in enumerate(plan.panels[panel].margins)
        for category in range(len(margin.totals))
    ]
    if columns:
        root = np.sqrt(weights)[:, None]
        z = np.array(columns).T
        e = e - z @ np.linalg.lstsq(z * root, e * root, rcond=None)[0]
    return mean, e * weights[:, None]


def covariance_of(plan: Plan, people: list[dict[str, Any]], values: Floats) -> Floats:
    strata = np.array([plan.cells[one["cell"]].stratum for one in people])
    found = np.zeros((values.shape[1], values.shape[1]))
    for h in set(strata.tolist()):
        own = values[strata == h]
        r = len(own)
        centred = own - own.mean(axis=0)
        rest = 1 - r / plan.strata[h].population if plan.finite else 1.0
        found += rest * r / (r - 1) * centred.T @ centred
    return found
