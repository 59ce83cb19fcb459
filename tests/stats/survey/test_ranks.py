"""Rank sets: against every pair tried plainly, published ranks, and how often they are right."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from youwei.stats.survey import Grades, normals, rank_sets
from youwei.stats.survey.draws import factor, inverse, logarithm, spread, uniforms
from youwei.stats.survey.grades import grade_chances
from youwei.stats.survey.ranks import rank

Floats = NDArray[np.float64]

# Mean scores in mathematics and their errors, PISA 2018, 37 countries in alphabetical order:
# figures of OECD (2019) as the documentation of csranks prints them, with the ranks it prints. Its
# confidence sets are published as drawings only; those are held against every pair tried plainly.
PISA = np.array([
    491.3600, 498.9423, 508.0703, 512.0169, 417.4066, 390.9323, 499.4677, 509.3984, 523.4146,
    507.3014, 495.4076, 500.0438, 451.3703, 481.0826, 495.1874, 499.6329, 463.0345, 486.5899,
    526.9733, 525.9330, 496.1263, 481.1912, 483.4215, 408.8015, 519.2310, 494.4897, 500.9638,
    515.6479, 492.4874, 486.1649, 508.8975, 481.3926, 502.3877, 515.3147, 453.5078, 501.7699,
    478.2447,
])  # fmt: skip
PISA_SE = np.array([
    1.939833, 2.970999, 2.262662, 2.357476, 2.415888, 2.989559, 2.460662, 1.735002, 1.743602,
    1.967920, 2.320214, 2.647083, 3.091228, 2.319597, 1.953083, 2.198621, 3.498563, 2.780046,
    2.471475, 3.121394, 1.962767, 1.953282, 1.097632, 2.493226, 2.632278, 1.705943, 2.219045,
    2.602085, 2.684570, 2.555596, 1.363878, 1.462418, 2.654251, 2.908004, 2.260407, 2.564428,
    3.235444,
])  # fmt: skip
PISA_RANK = [
    24, 18, 10, 7, 35, 37, 17, 8, 3, 11, 20, 15, 34, 30, 21, 16, 32, 25, 1, 2, 19, 29, 27, 36, 4,
    22, 14, 5, 23, 26, 9, 28, 12, 6, 33, 13, 31,
]  # fmt: skip


def plainly(
    score: Floats, covariance: Floats, chance: Floats, level: float, pairs: list[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Pairs (better, worse) found by stepping down, written from the paper."""

    def studentised(values: Floats, j: int, k: int) -> Floats:
        error = np.sqrt(covariance[j, j] + covariance[k, k] - 2 * covariance[j, k])
        return np.asarray((values[j] - values[k]) / error)

    left, found = list(pairs), set()
    while left:
        largest = np.max([studentised(chance, j, k) for j, k in left], axis=0)
        bar = np.sort(largest)[int(np.ceil(level * len(largest) - 1e-9)) - 1]
        new = {pair for pair in left if studentised(score, *pair) > bar}
        if not new:
            break
        found |= new
        left = [pair for pair in left if pair not in new]
    return found


@st.composite
def fields(draw: st.DrawFn) -> tuple[Floats, Floats, int]:
    size, seed = draw(st.integers(2, 6)), draw(st.integers(0, 2**32))
    chance = np.random.default_rng(seed)
    root = chance.normal(size=(size, size)) * draw(st.sampled_from([0.2, 1.0]))
    score = chance.normal(size=size) * draw(st.sampled_from([0.5, 3.0]))
    return score, root @ root.T + 0.05 * np.eye(size), seed


@settings(max_examples=40, deadline=None)
@given(fields())
def test_the_sets_are_those_of_every_pair_tried_plainly(field: tuple[Floats, Floats, int]) -> None:
    score, covariance, seed = field
    size = len(score)
    chance = spread(factor(covariance), normals(seed, (size, 400)))
    found = rank_sets(score, covariance, chance, level=0.9)
    everywhere = list(permutations(range(size), 2))
    surely = plainly(score, covariance, chance, 0.9, everywhere)
    for organ in range(size):
        own = plainly(
            score, covariance, chance, 0.9, [pair for pair in everywhere if organ in pair]
        )
        for better, low, high in (
            (surely, found.sure_low, found.sure_high),
            (own, found.low, found.high),
        ):
            assert low[organ] == 1 + sum(worse == organ for _, worse in better)
            assert high[organ] == size - sum(one == organ for one, _ in better)
        for other in range(size):
            apart = {(organ, other), (other, organ)} & surely
            assert found.alike[organ, other] == (organ != other and not apart)


@settings(max_examples=40, deadline=None)
@given(fields())
def test_sets_hold_the_rank_and_the_simultaneous_ones_the_marginal(
    field: tuple[Floats, Floats, int],
) -> None:
    score, covariance, seed = field
    chance = spread(factor(covariance), normals(seed, (len(score), 300)))
    both = rank_sets(score, covariance, chance, level=0.95)
    assert np.all((both.sure_low <= both.low) & (both.high <= both.sure_high))
    assert np.all((both.low <= both.rank) & (both.rank <= both.high))
    low = rank_sets(score, covariance, chance, level=0.95, side="low")
    high = rank_sets(score, covariance, chance, level=0.95, side="high")
    assert np.all(low.high == len(score))
    assert np.all(high.low == 1)
    assert np.all((low.low >= both.low) & (high.high <= both.high))
    order = np.random.default_rng(seed).permutation(len(score))
    moved = rank_sets(score[order], covariance[np.ix_(order, order)], chance[order], level=0.95)
    for name in ("rank", "low", "high", "sure_low", "sure_high"):
        np.testing.assert_array_equal(getattr(moved, name), getattr(both, name)[order])


def test_the_countries_of_pisa_have_their_published_ranks_and_sets_around_them() -> None:
    covariance = np.diag(PISA_SE**2)
    chance = spread(factor(covariance), normals(101, (37, 1_000)))
    found = rank_sets(PISA, covariance, chance, level=0.95)
    assert found.rank.tolist() == PISA_RANK
    # Japan, Korea and Estonia lead whatever chance does; Colombia is last, and shares it with none
    assert found.sure_low[[18, 19, 8]].tolist() == [1, 1, 1]
    assert (found.sure_low[5], found.sure_high[5]) == (37, 37)
    assert np.mean(found.high - found.low) < np.mean(found.sure_high - found.sure_low)


@pytest.mark.parametrize("gap", [0.0, 0.5, 2.0])
def test_sets_are_right_as_often_as_they_say(gap: float) -> None:
    """600 rounds with a known truth: 95 % of the simultaneous sets hold all ranks at once, 95 % of
    the marginal ones the rank of an organ. Equal organs have every rank that they share.
    """
    size = 6
    truth = gap * np.arange(size)[::-1]
    best = 1 + (truth[:, None] < truth).sum(axis=1)
    worst = size - (truth[:, None] > truth).sum(axis=1)
    covariance = 0.5 * np.eye(size) + 0.5
    lower = factor(covariance)
    chance = spread(lower, normals(5, (size, 1_000)))
    together, own = [], []
    for seed in range(600):
        score = truth + spread(lower, normals(1_000 + seed, (size, 1)))[:, 0]
        found = rank_sets(score, covariance, chance, level=0.95)
        together.append(np.all((found.sure_low <= best) & (worst <= found.sure_high)))
        own.append((found.low <= best) & (worst <= found.high))
    assert np.mean(together) >= 0.93
    assert np.min(np.mean(own, axis=0)) >= 0.93


def test_organs_that_cannot_vary_are_told_apart_exactly() -> None:
    score, covariance = np.array([2.0, 1.0, 1.0]), np.zeros((3, 3))
    found = rank_sets(score, covariance, np.zeros((3, 100)), level=0.95)
    assert found.sure_low.tolist() == [1, 2, 2]
    assert found.sure_high.tolist() == [1, 3, 3]
    assert found.alike.tolist() == [[False] * 3, [False, False, True], [False, True, False]]


def test_draws_are_normal_and_have_their_covariance() -> None:
    drawn = normals(7, (3, 200_000))
    assert stats.kstest(drawn.ravel()[:50_000], "norm").pvalue > 0.01
    covariance = np.array([[2.0, 1.0, 0.3], [1.0, 1.0, -0.2], [0.3, -0.2, 0.5]])
    np.testing.assert_allclose(np.cov(spread(factor(covariance), drawn)), covariance, atol=0.02)
    p = np.concatenate([np.logspace(-300, -1, 500), np.linspace(0.01, 0.99, 500)])
    np.testing.assert_allclose(inverse(p), stats.norm.ppf(p), rtol=2e-14, atol=1e-15)
    np.testing.assert_allclose(logarithm(p), np.log(p), rtol=1e-15)


def test_bits_are_those_of_splitmix() -> None:
    """The first outputs for the seed 1234567, as the reference implementation prints them."""
    known = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    np.testing.assert_array_equal(
        uniforms(1234567, 0, 3), [((one >> 12) + 0.5) * 2.0**-52 for one in known]
    )
    np.testing.assert_array_equal(uniforms(9, 5, 10), uniforms(9, 0, 15)[5:])


@pytest.mark.parametrize("by", ["rank", "score"])
def test_chances_of_grades_are_counts_of_draws(by: str) -> None:
    score = np.array([80.0, 70.0, 60.0, 59.0])
    chance = spread(factor(np.diag([1.0, 16.0, 9.0, 9.0])), normals(3, (4, 500)))
    bounds = (75.0, 58.0) if by == "score" else (0.25, 0.75)
    rules = Grades(("a", "b", "c"), by, bounds)  # type: ignore[arg-type]
    found = grade_chances(rules, score, chance, np.ones(4, dtype=np.bool_))
    drawn = score[:, None] + chance
    for organ in range(4):
        if by == "score":
            first, second = drawn[organ] >= 75, drawn[organ] >= 58
        else:
            place = np.array([rank(one)[organ] for one in drawn.T])
            first, second = place <= 1, place <= 3
        assert found.counts[organ].tolist() == [
            first.sum(),
            (second & ~first).sum(),
            (~second).sum(),
        ]
    assert found.grade.tolist() == ([0, 1, 1, 1] if by == "score" else [0, 1, 1, 2])
