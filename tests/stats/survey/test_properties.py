"""What must not change a result, and what weights must hold."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.survey.worlds import answers_of, plan_of, rows_of
from youwei.stats.survey import (
    Bounds,
    Cell,
    Group,
    Margin,
    Panel,
    Plan,
    Stratum,
    allocate,
    calibrate,
    estimate,
    needed,
    read,
    seal,
)
from youwei.stats.survey.estimate import estimate_rows
from youwei.stats.survey.sealing import Rows, write

MARGINS = (Margin("place", (500, 300, 200)), Margin("age", (450, 550)))
SHARES = np.array([[0.5, 0.3, 0.2], [0.45, 0.55, 0.0]])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=12, max_size=12).filter(
        lambda people: sum(people[:6]) > 0 and sum(people[6:]) > 0
    ),
    st.sampled_from([None, Bounds(0.5, 2.0), Bounds(0.8, 1.25)]),
)
def test_weights_are_positive_sum_up_and_meet_the_margins(
    people: list[int], bounds: Bounds | None
) -> None:
    plan = plan_of(2)
    plan = replace(plan, panels=(Panel("p", plan.panels[0].margins, bounds),))
    found = calibrate(plan, 0, np.array(people))
    there = np.array(people) > 0
    assert np.all(found.base[there] > 0)
    assert np.sum(found.base * people) == pytest.approx(1000)
    if bounds:
        ratio = found.weights / found.base
        assert np.all((ratio >= bounds.low - 1e-12) & (ratio <= bounds.high + 1e-12))
    if found.converged:
        assert np.all(found.weights[there] > 0)
        assert np.sum(found.weights * people) == pytest.approx(1000)
        for place, shares in enumerate(SHARES):
            of = np.array([cell.categories[place] for cell in plan.cells])
            mass = np.bincount(of, weights=found.weights * people, minlength=3)
            covered = np.where(np.bincount(of, weights=people, minlength=3) > 0, shares, 0)
            np.testing.assert_allclose(mass, 1000 * covered / covered.sum(), rtol=1e-8, atol=1e-8)
    assert found.kish >= 1 - 1e-9


def test_one_margin_is_met_at_once_and_two_converge() -> None:
    plan = plan_of(2, margins=MARGINS[:1])
    found = calibrate(plan, 0, np.array([10, 20, 30, 5, 6, 7]))
    assert (found.converged, found.iterations) == (True, 2)  # the second sweep moves nothing
    two = calibrate(plan_of(2), 0, np.arange(1, 13))
    assert two.converged
    assert two.iterations < 100


def test_bounds_that_forbid_the_margins_are_reported() -> None:
    plan = plan_of(2)
    plan = replace(plan, panels=(Panel("p", plan.panels[0].margins, Bounds(0.99, 1.01)),))
    found = calibrate(plan, 0, np.array([50, 1, 1] * 4))
    assert not found.converged
    assert found.gap > 0.01
    assert found.bounded > 0


def test_whom_nobody_answered_for_is_told() -> None:
    plan = plan_of(2)
    people = np.array([5, 5, 5, 5, 0, 0] + [0] * 6)  # no one of the second stratum or third place
    found = calibrate(plan, 0, people)
    assert found.uncovered == pytest.approx(0.4)
    assert np.sum(found.weights * people) == pytest.approx(600)


def same(one: object, two: object) -> bool:
    """To the last bit, NaN included."""
    return repr(parts(one)) == repr(parts(two))


def parts(held: object) -> object:
    if isinstance(held, np.ndarray):
        return held.tolist()
    if isinstance(held, tuple):
        return [parts(one) for one in held]
    if slots := getattr(held, "__slots__", None):
        return [parts(getattr(held, name)) for name in slots]
    return held


def test_the_order_of_rows_and_the_number_of_threads_change_no_bit(tmp_path: Path) -> None:
    plan = plan_of(12, panels=2, questions=(1, 2, 1), groups=[range(7), range(7, 12)])
    sealed = seal(
        tmp_path / "a.parquet", plan, answers_of(plan, 800, seed=3), chance=np.random.default_rng(2)
    )
    result = estimate(sealed.path, plan, seed=5, threads=1)
    assert same(result, estimate(sealed.path, plan, seed=5, threads=4))
    rows = read(sealed.path, plan)
    order = np.random.default_rng(1).permutation(len(rows.ballot))
    write(tmp_path / "b.parquet", Rows(*(getattr(rows, n)[order] for n in Rows.__slots__)))
    with duckdb.connect() as engine:
        first = engine.sql(f"SELECT organ FROM '{tmp_path}/b.parquet' LIMIT 50").fetchall()
    assert first != [(organ,) for organ in rows.organ[:50].tolist()]
    assert same(result, estimate(tmp_path / "b.parquet", plan, seed=5))


_BITS = """
import hashlib, sys
from tests.stats.survey.test_properties import parts
from tests.stats.survey.worlds import answers_of, plan_of, rows_of
from youwei.stats.survey.estimate import estimate_rows
plan = plan_of(40, draws=100, grades=None)
result = estimate_rows(rows_of(plan, answers_of(plan, 6_000, seed=3, each=8)), plan, seed=5)
print(hashlib.sha256(repr(parts(result)).encode()).hexdigest())
"""


def test_threads_of_the_linear_algebra_change_no_bit() -> None:
    found = set()
    for threads in "12":
        done = subprocess.run(
            [sys.executable, "-c", _BITS],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)), st.integers(0, 1000))
def test_renamed_organs_have_the_same_figures(order: list[int], seed: int) -> None:
    plan = plan_of(6, draws=200)
    given_ = answers_of(plan, 150, seed)
    name = np.array(order)
    one = estimate_rows(rows_of(plan, given_), plan, seed=1)
    two = estimate_rows(rows_of(plan, replace(given_, organ=name[given_.organ])), plan, seed=1)
    np.testing.assert_allclose(two.means[0].mean[name], one.means[0].mean, rtol=1e-12)
    np.testing.assert_allclose(two.means[0].se[name], one.means[0].se, rtol=1e-9)
    moved = two.composites[0].covariance[np.ix_(name, name)]
    np.testing.assert_allclose(moved, one.composites[0].covariance, atol=1e-9)
    np.testing.assert_array_equal(two.ranks[0].rank[name], one.ranks[0].rank)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(1, 5000), min_size=1, max_size=12), st.integers(1, 4000), st.integers(0, 5)
)
def test_samples_fit_their_strata(populations: list[int], size: int, least: int) -> None:
    given_ = allocate(populations, size, least)
    floors = [min(least, one) for one in populations]
    assert all(f <= n <= p for f, n, p in zip(floors, given_, populations, strict=True))
    assert sum(given_) == max(sum(floors), min(size, sum(populations)))


def test_a_proportional_sample_is_proportional() -> None:
    assert allocate([5000, 3000, 2000], 100) == (50, 30, 20)
    assert needed(2.0, spread=25.0) == 601
    assert needed(2.0, spread=25.0, deff=1.5) == 901


BROKEN = {
    "belongs to no panel": {"strata": (Stratum(9, 5),)},
    "has no population": {"strata": (Stratum(0, 0), Stratum(0, 1))},
    "does not fit the strata": {"cells": (Cell(0, (0, 7)),)},
    "stands twice": {"cells": (Cell(0, (0, 0)), Cell(0, (0, 0)))},
    "an organ that is not there": {"groups": (Group("g", (17,), (1.0,)),)},
    "stands in two places": {"groups": (Group("g", (1, 1), (1.0,)),)},
    "a weight for each panel": {"groups": (Group("g", (1,), (1.0, 2.0)),)},
    "must be 0 or more": {"groups": (Group("g", (1,), (0.0,)),)},
    "each dimension needs a weight": {"dimension_weights": (1.0,)},
    "weights of the dimensions": {"dimension_weights": (1.0, -1.0, 1.0)},
    "a ballot holds 21 questions": {"questions": (10, 10, 2)},
    "each dimension needs a question": {"questions": (1, 1)},
    "the points must rise": {"points": (0, 50, 25, 75, 100)},
    "level lies between": {"level": 1.0},
    "fewer than 100 draws": {"draws": 10},
    "at least two ballots": {"least": 1},
    "0 to 12 decimals": {"decimals": 13},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_plan_that_contradicts_itself_is_refused(fault: str) -> None:
    plan_of(6).check()
    broken: Plan = replace(plan_of(6), **BROKEN[fault])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=fault):
        broken.check()
