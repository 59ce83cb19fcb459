"""Public appraisal in numbers: sealed ballots, weights, means, composites, ranks, grades."""

from youwei.stats.survey.calibration import Calibration, calibrate
from youwei.stats.survey.composite import Composite
from youwei.stats.survey.draws import normals
from youwei.stats.survey.estimate import Result, estimate, means_of
from youwei.stats.survey.exporting import export
from youwei.stats.survey.grades import GradeChances
from youwei.stats.survey.means import Means
from youwei.stats.survey.plan import (
    Bounds,
    Cell,
    Grades,
    Group,
    Margin,
    Panel,
    Plan,
    Stratum,
    allocate,
    cross,
    needed,
)
from youwei.stats.survey.ranks import Ranks, rank_sets
from youwei.stats.survey.scan import Counts, count, counts_sql
from youwei.stats.survey.sealing import Answers, Sealed, answers, read, seal
from youwei.stats.survey.shares import shares

__all__ = [
    "Answers",
    "Bounds",
    "Calibration",
    "Cell",
    "Composite",
    "Counts",
    "GradeChances",
    "Grades",
    "Group",
    "Margin",
    "Means",
    "Panel",
    "Plan",
    "Ranks",
    "Result",
    "Sealed",
    "Stratum",
    "allocate",
    "answers",
    "calibrate",
    "count",
    "counts_sql",
    "cross",
    "estimate",
    "export",
    "means_of",
    "needed",
    "normals",
    "rank_sets",
    "read",
    "seal",
    "shares",
]
