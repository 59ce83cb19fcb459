"""Two results of one round give no few people away."""

import json
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats.survey.worlds import answers_of, plan_of, rows_of

from youwei.listening.results.rules.releases import too_close
from youwei.stats.survey import export
from youwei.stats.survey.estimate import estimate_rows


def export_with(*means: Any) -> str:
    told = [None if one is None else {"ballots": list(one)} for one in means]
    return json.dumps({"panels": [{"means": told}]})


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param((30, 30), (30, 30), 0, id="the same people"),
        pytest.param((30, 30), (29, 29), 1, id="one fewer"),
        pytest.param((30, 30), (30, 21), 1, id="nine fewer, in one dimension"),
        pytest.param((30, 30), (20, 20), 0, id="ten fewer"),
        pytest.param(None, (29, 29), 0, id="hidden before"),
        pytest.param((12, 12), None, 0, id="hidden now"),
    ],
)
def test_pairs_whose_difference_would_tell(before: Any, after: Any, found: int) -> None:
    pairs = too_close(export_with((50, 50), before), export_with((50, 50), after), least=10)
    assert pairs == ((0, 1),) * found


PLAN = plan_of(4, panels=2, least=5, draws=100, margins=(), decimals=2)
ANSWERS = answers_of(PLAN, 120, seed=8, each=2)
ROWS = rows_of(PLAN, ANSWERS)


def export_without(ballots: frozenset[int]) -> dict[str, Any]:
    return export(estimate_rows(ROWS, PLAN, seed=3, excluded=ballots))


def behind(gone: frozenset[int], panel: int, organ: int, dimension: int) -> int:
    """How many of the ballots that are gone voted on it, counted from the answers themselves."""
    number = np.unique(ANSWERS.ballot, return_inverse=True)[1]
    cells = np.array([PLAN.panel_of(cell) for cell in range(len(PLAN.cells))])
    voted = (
        (cells[ANSWERS.cell] == panel)
        & (ANSWERS.organ == organ)
        & (ANSWERS.dimension == dimension)
        & (ANSWERS.score > 0)
        & np.isin(number, list(gone))
    )
    return len(set(number[voted].tolist()))


@settings(max_examples=25)
@given(st.data())
def test_two_releases_tell_nothing_of_few(data: st.DataObject) -> None:
    """Whoever takes one release from the other finds the answers of nobody, or of enough people."""
    order = data.draw(st.permutations(range(120)))
    first, more = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 60))
    before, after = frozenset(order[:first]), frozenset(order[: first + more])
    old, new = export_without(before), export_without(after)
    if too_close(json.dumps(old), json.dumps(new), least=PLAN.least):
        return
    for panel, organ, dimension in product(range(2), range(4), range(3)):
        if old["panels"][panel]["means"][organ] and new["panels"][panel]["means"][organ]:
            told = behind(after - before, panel, organ, dimension)
            assert told == 0 or told >= PLAN.least
