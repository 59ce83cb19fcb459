"""What is published of a result: enough to do the same sums, and nothing of a few people.

Figures are rounded before they are used (`Plan.decimals`), so the published ones are those that
everything else was made of. Sums by cell stay out: they are sums of a few people. So do means of
an organ that fewer than `least` people of a panel rated, and the respondents by cell and weights
of a panel, unless they are asked for and every cell has at least `least` respondents or none.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.calibration import Calibration
from youwei.stats.survey.estimate import Result
from youwei.stats.survey.means import Means
from youwei.stats.survey.plan import Plan

FORMAT = "youwei-appraisal/1"
FEW = "fewer people than may be shown"
CELLS = "the people of a cell are few; what one of them said could be found out"
NOT_ASKED = "not published"
Document = dict[str, Any]


def export(
    result: Result,
    *,
    hidden: Collection[tuple[int, int]] = frozenset(),
    show_cells: Collection[int] = frozenset(),
) -> Document:
    """`hidden`: further pairs (panel, organ) to leave out; ValueError where such an organ has a
    composite of this panel, from which the mean could be found. `show_cells`: panels whose
    respondents by cell, and weights, are wanted.
    """
    plan = result.plan
    left_out = _left_out(result) | frozenset(hidden)
    for place, group in enumerate(plan.groups):
        for organ, ranked in zip(group.organs, result.composites[place].ranked, strict=True):
            if ranked and any(
                (panel, organ) in left_out
                for panel, weight in enumerate(group.panel_weights)
                if weight
            ):
                raise ValueError(f"{plan.organs[organ]} has a composite that tells a hidden mean")
    return {
        "format": FORMAT,
        "plan": asdict(plan) | {"cells": None},
        "seed": result.seed,
        "excluded": result.excluded,
        "panels": [
            _panel(result, panel, left_out, panel in frozenset(show_cells))
            for panel in range(len(plan.panels))
        ],
        "groups": [_group(result, place) for place in range(len(plan.groups))],
    }


def _left_out(result: Result) -> frozenset[tuple[int, int]]:
    """Pairs of panel and organ with a dimension that too few people answered."""
    return frozenset(
        (panel, int(organ))
        for panel, means in enumerate(result.means)
        for organ in np.flatnonzero((means.ballots < result.plan.least).any(axis=1))
    )


def _panel(
    result: Result, panel: int, left_out: frozenset[tuple[int, int]], show: bool
) -> Document:
    calibration, means = result.calibrations[panel], result.means[panel]
    respondents = result.respondents[calibration.cells]
    small = bool(np.any((respondents > 0) & (respondents < result.plan.least)))
    shown = show and not small
    return {
        "respondents": int(respondents.sum()),
        "t": means.t if means.freedom > 0 else None,
        "freedom": means.freedom,
        "sweeps": calibration.iterations,
        "converged": calibration.converged,
        "bounded": calibration.bounded,
        "uncovered": calibration.uncovered,
        "cells": _cells(result.plan, calibration, respondents) if shown else None,
        "why_no_cells": None if shown else CELLS if small else NOT_ASKED,
        "means": [
            None if (panel, organ) in left_out else _mean(means, organ)
            for organ in range(len(result.plan.organs))
        ],
        "why_no_mean": FEW,
    }


def _cells(plan: Plan, calibration: Calibration, respondents: NDArray[np.int64]) -> list[Document]:
    held = zip(
        calibration.cells.tolist(), respondents.tolist(), calibration.weights.tolist(), strict=True
    )
    return [
        {
            "stratum": plan.cells[cell].stratum,
            "categories": list(plan.cells[cell].categories),
            "respondents": people,
            "weight": weight,
        }
        for cell, people, weight in held
    ]


def _mean(means: Means, organ: int) -> Document:
    names = ("ballots", "mean", "se", "low", "high", "deff", "effective")
    return {name: _plain(getattr(means, name)[organ]) for name in names}


def _group(result: Result, place: int) -> Document:
    one, ranks = result.composites[place], result.ranks[place]
    ranked = np.flatnonzero(one.ranked)
    found: Document = {
        "organs": list(one.organs),
        "ranked": one.ranked.tolist(),
        "covariance": one.covariance[np.ix_(ranked, ranked)].tolist(),
        "score": _plain(one.score),
        "se": _plain(one.se),
        "interval": [_plain(one.low), _plain(one.high)],
        "rank": ranks.rank.tolist(),
        "rank_set": [ranks.low.tolist(), ranks.high.tolist()],
        "sure_rank_set": [ranks.sure_low.tolist(), ranks.sure_high.tolist()],
        "alike": ranks.alike.tolist(),
    }
    if result.grades:
        grades = result.grades[place]
        found["grade_counts"] = grades.counts.tolist()
        found["grade"] = grades.grade.tolist()
    return found


def _plain(values: NDArray[Any]) -> list[float | int | None]:
    return [None if value != value else value for value in values.tolist()]
