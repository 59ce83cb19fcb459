"""Shares of answers and their intervals."""

import numpy as np
import pytest

from tests.stats.survey.worlds import answers_of, plan_of, rows_of
from youwei.stats.survey import means_of, shares
from youwei.stats.survey.sealing import Rows
from youwei.stats.survey.shares import wilson


def test_the_interval_is_wilsons() -> None:
    """Both ends are shares from which the observed one is 1.96 errors away."""
    low, high = wilson(np.array([0.2]), np.array([50.0]), 0.95)
    for end in (low[0], high[0]):
        distance = abs(0.2 - end) / np.sqrt(end * (1 - end) / 50)
        assert distance == pytest.approx(1.959963984540054, rel=1e-12)
    assert (round(low[0], 4), round(high[0], 4)) == (0.1124, 0.3304)


def test_shares_are_means_of_yes_and_no() -> None:
    plan = plan_of(5, questions=(1, 2, 1))
    given = answers_of(plan, 400, seed=3)
    rows = rows_of(plan, given)
    (found,) = shares(rows, plan)
    voted = given.score > 0
    plain = np.mean(given.score[voted] >= 4) * 100
    assert np.average(found.mean, weights=found.answers) == pytest.approx(plain, abs=4)
    assert np.all((found.low < found.mean) & (found.mean < found.high))
    (all_levels,) = means_of(rows, plan)
    np.testing.assert_array_equal(found.ballots, all_levels.ballots)
    by_level = [shares(rows, plan, at_least=score)[0].mean for score in (2, 3, 4, 5)]
    np.testing.assert_allclose(sum(by_level) / 4, all_levels.mean, rtol=1e-12)


def test_where_everybody_agrees_the_interval_is_no_point() -> None:
    plan = plan_of(1, questions=(1,), margins=())
    people = np.arange(40)
    rows = Rows(people, people % 2, np.zeros(40, dtype=np.int64), np.full(40, 5))
    (found,) = shares(rows, plan)
    assert found.mean[0, 0] == found.high[0, 0] == 100
    assert found.low[0, 0] == pytest.approx(100 * 40 / (40 + 1.959963984540054**2))
