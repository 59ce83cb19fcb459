"""How likely each grade is, from the same draws as the rank sets."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.plan import Grades

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_WHOLE = 1e-9


@dataclass(frozen=True, slots=True)
class GradeChances:
    """`counts` [organ, grade]: draws in which the organ has the grade; `grade`: the one of its own
    score, −1 where it is not ranked.
    """

    counts: Ints
    draws: int
    grade: Ints


def grade_chances(rules: Grades, score: Floats, deviations: Floats, ranked: Mask) -> GradeChances:
    """`score` and `deviations` [organ, draw] of the ranked organs only."""
    counts = np.zeros((len(ranked), len(rules.names)), dtype=np.int64)
    grade = np.full(len(ranked), -1, dtype=np.int64)
    if ranked.any():
        draws = deviations.shape[1]
        reached = _reached(rules, score[:, None] + deviations, len(ranked))
        ends = np.column_stack([0 * reached[0], *reached, np.full(len(score), draws)])
        counts[ranked] = np.diff(ends, axis=1)
        own = _reached(rules, score[:, None], len(ranked))
        grade[ranked] = len(rules.names) - 1 - np.sum(own, axis=0, dtype=np.int64)
    return GradeChances(counts, deviations.shape[1], grade)


def _reached(rules: Grades, scores: Floats, size: int) -> list[Ints]:
    """For each bound, the draws in which each organ reaches it; shares are of the whole group."""
    if rules.by == "score":
        return [(scores >= bound).sum(axis=1) for bound in rules.bounds]
    ranks = _ranks(scores)
    return [(ranks <= floor(bound * size + _WHOLE)).sum(axis=1) for bound in rules.bounds]


def _ranks(scores: Floats) -> Ints:
    """By [organ, draw]: 1 + number of better ones."""
    better = np.ones(scores.shape, dtype=np.int16)
    for one in scores:
        better += one > scores
    return better.astype(np.int64)
