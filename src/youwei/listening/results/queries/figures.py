"""The figures of a result in plain form, as they are kept and shown: what is hidden is not in them."""

from collections.abc import Iterator
from typing import Any

from youwei.listening.results.rules.hiding import Pair
from youwei.stats.survey import Composite, Means, Ranks, Result

Plain = dict[str, Any]


def figures_of(result: Result, hidden: frozenset[Pair]) -> Plain:
    """By panel the means of each organ and dimension, by group scores, ranks and bands."""
    return {
        "panels": [
            {
                "name": panel.name,
                "respondents": int(result.respondents[calibration.cells].sum()),
                "kish": _number(calibration.kish),
                "converged": bool(calibration.converged),
                "means": [
                    None if (place, organ) in hidden else _means(means, organ)
                    for organ in range(len(result.plan.organs))
                ],
            }
            for place, (panel, calibration, means) in enumerate(
                zip(result.plan.panels, result.calibrations, result.means, strict=True)
            )
        ],
        "groups": [
            {
                "name": group.name,
                "weights": list(group.panel_weights),
                "lines": list(_lines(result, place)),
            }
            for place, group in enumerate(result.plan.groups)
        ],
    }


def _means(means: Means, organ: int) -> list[Plain]:
    return [
        {
            "n": int(means.ballots[organ, dimension]),
            "value": _number(means.mean[organ, dimension]),
            "low": _number(means.low[organ, dimension]),
            "high": _number(means.high[organ, dimension]),
        }
        for dimension in range(means.mean.shape[1])
    ]


def _lines(result: Result, group: int) -> Iterator[Plain]:
    one, ranks = result.composites[group], result.ranks[group]
    bands = result.grades[group].grade if result.grades else None
    for place, organ in enumerate(one.organs):
        yield {
            "organ": int(organ),
            "n": int(sum(means.ballots[organ].max(initial=0) for means in result.means)),
            **(_ranked(one, ranks, place) if one.ranked[place] else {"rank": 0}),
            "band": int(bands[place]) if bands is not None else -1,
        }


def _ranked(one: Composite, ranks: Ranks, place: int) -> Plain:
    return {
        "value": _number(one.score[place]),
        "low": _number(one.low[place]),
        "high": _number(one.high[place]),
        "rank": int(ranks.rank[place]),
        "rank_low": int(ranks.low[place]),
        "rank_high": int(ranks.high[place]),
        "alike": [
            int(one.organs[other])
            for other in range(len(one.organs))
            if other != place and ranks.alike[place, other]
        ],
    }


def _number(value: float) -> float | None:
    """JSON knows no NaN."""
    found = float(value)
    return found if found == found else None
