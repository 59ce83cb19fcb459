"""Against samplics, another implementation in Python, on the made-up round with its strata."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from tests.stats.oracles.made import round_
from tests.stats.survey.by_hand import people_of
from tests.stats.survey.worlds import rows_of
from youwei.stats.survey import Cell, Panel, means_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says that nobody looks after it any longer
    from samplics.estimation import TaylorEstimator
    from samplics.utils.types import PopParam


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_ratios_and_their_errors() -> None:
    plan, given = round_()
    given = replace(given, cell=given.cell // (len(plan.cells) // len(plan.strata)))
    plan = replace(plan, panels=(Panel("all"),), cells=(Cell(0), Cell(1)))
    (found,) = means_of(rows_of(plan, given), plan)
    people = people_of(plan, given, 0)
    stratum = np.array([one["cell"] for one in people])
    population = np.array([one.population for one in plan.strata])
    weight = (population / np.bincount(stratum))[stratum]
    for organ, dimension in np.ndindex(found.mean.shape):
        said = np.array([one["said"][organ, dimension] for one in people], dtype=float)
        ratio = TaylorEstimator(PopParam.ratio)
        ratio.estimate(y=said[:, 0], x=said[:, 1], samp_weight=weight, stratum=stratum)
        assert found.mean[organ, dimension] == pytest.approx(float(ratio.point_est), rel=1e-8)
        assert found.se[organ, dimension] == pytest.approx(float(ratio.stderror), rel=1e-8)
