"""Simulated rounds with a known truth: intervals, and whether good and bad organs are found."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.stats.survey.worlds import plan_of
from youwei.stats.survey import Margin, Plan, needed
from youwei.stats.survey.estimate import estimate_rows, means_of
from youwei.stats.survey.sealing import BITS, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
POINTS = np.array([0, 0, 25, 50, 75, 100])


class Population:
    """Everybody's opinion of every organ; opinions go with stratum, place and age."""

    def __init__(self, plan: Plan, size: int, organs: Floats, seed: int) -> None:
        chance = np.random.default_rng(seed)
        cells = len(plan.cells)
        self.cell = np.sort(chance.integers(0, cells, size))
        tilt = chance.normal(0, 0.5, cells)[self.cell]
        mood = chance.normal(0, 0.6, size)
        shape = (size, len(organs), len(plan.dimensions))
        raw = (
            3.2
            + (tilt + mood)[:, None, None]
            + organs[None, :, None]
            + chance.normal(0, 0.9, shape)
        )
        self.score = np.clip(np.rint(raw), 1, 5).astype(np.int64)
        self.stratum = np.array([cell.stratum for cell in plan.cells])[self.cell]

    def plan(self, plan: Plan) -> Plan:
        """With the frame counts and margins of this population."""
        strata = tuple(
            replace(one, population=int((self.stratum == place).sum()))
            for place, one in enumerate(plan.strata)
        )
        margins = []
        for place, margin in enumerate(plan.panels[0].margins):
            of = np.array([cell.categories[place] for cell in plan.cells])[self.cell]
            margins.append(Margin(margin.name, tuple(np.bincount(of).astype(float).tolist())))
        return replace(
            plan, strata=strata, panels=(replace(plan.panels[0], margins=tuple(margins)),)
        )

    def sample(self, sizes: list[int], each: int, chance: np.random.Generator) -> Rows:
        """Of every stratum so many, each rating some organs."""
        people = np.sort(np.concatenate([
            chance.choice(np.flatnonzero(self.stratum == place), size, replace=False)
            for place, size in enumerate(sizes)
        ]))  # fmt: skip
        count = self.score.shape[1]
        organ = np.sort(np.argsort(chance.random((len(people), count)), axis=1)[:, :each], axis=1)
        score = self.score[people[:, None], organ]
        marks = (score << (BITS * np.arange(score.shape[2]))).sum(axis=2)
        ballot = np.repeat(np.arange(len(people)), each)
        return Rows(ballot, np.repeat(self.cell[people], each), organ.ravel(), marks.ravel())


def covered(rounds: int) -> tuple[Floats, float]:
    """Share of rounds in which the interval of each mean, and of a composite, holds the truth."""
    rough = plan_of(3, questions=(1, 1), finite=True, draws=100, grades=None)
    people = Population(rough, 20_000, np.array([-0.2, 0.0, 0.3]), seed=1)
    plan = people.plan(rough)
    truth = POINTS[people.score].mean(axis=0)
    share = np.array(plan.dimension_weights) / sum(plan.dimension_weights)
    chance = np.random.default_rng(2016)
    inside, together = np.zeros(truth.shape), []
    for _ in range(rounds):
        result = estimate_rows(people.sample([180, 120], 2, chance), plan, seed=1)
        means, (composite,) = result.means[0], result.composites
        inside += (means.low <= truth) & (truth <= means.high)
        score = truth @ share
        together.append((composite.low <= score) & (score <= composite.high))
    return inside / rounds, float(np.mean(together))


@pytest.mark.slow
def test_95_percent_intervals_hold_the_truth_in_93_to_97_of_100_rounds() -> None:
    inside, together = covered(2_000)
    assert np.all((inside >= 0.93) & (inside <= 0.97)), inside
    assert 0.93 <= together <= 0.97, together


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """The same in 150 rounds: four standard errors wide."""
    inside, together = covered(150)
    assert np.all(inside >= 0.88), inside
    assert 0.90 <= together <= 0.99, together


@pytest.mark.slow
def test_the_error_is_the_spread_of_the_estimates() -> None:
    rough = plan_of(3, questions=(1, 1), finite=True)
    people = Population(rough, 20_000, np.array([-0.2, 0.0, 0.3]), seed=4)
    plan, chance = people.plan(rough), np.random.default_rng(7)
    found = [means_of(people.sample([180, 120], 2, chance), plan)[0] for _ in range(1_000)]
    spread = np.std([one.mean for one in found], axis=0)
    claimed = np.sqrt(np.mean([one.se**2 for one in found], axis=0))
    np.testing.assert_allclose(claimed, spread, rtol=0.08)


@pytest.mark.parametrize("rounds", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_planted_organs_are_found_at_the_sample_size_of_the_design(rounds: int) -> None:
    """Ten organs, a good and a bad one half a level from the rest. At the size that promises ±3
    points for an organ both are first and last, and told apart from all others, nearly always.
    """
    organs = np.array([0.5, -0.5, *np.linspace(-0.05, 0.05, 8)])
    rough = plan_of(10, finite=True, draws=500, grades=None)
    people = Population(rough, 30_000, organs, seed=9)
    plan, chance = people.plan(rough), np.random.default_rng(3)
    ballots = needed(3.0, spread=float(POINTS[people.score].mean(axis=2).std()), deff=1.3)
    size = ballots * 10 // 4  # everybody rates four of the ten
    first, last, apart = 0, 0, 0
    for _ in range(rounds):
        rows = people.sample([size * 6 // 10, size * 4 // 10], 4, chance)
        (ranks,) = estimate_rows(rows, plan, seed=1).ranks
        first += ranks.rank[0] == 1
        last += ranks.rank[1] == 10
        apart += ranks.sure_high[0] == 1 and ranks.sure_low[1] == 10
    assert min(first, last) >= 0.97 * rounds
    assert apart >= 0.9 * rounds
