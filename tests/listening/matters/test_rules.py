"""Matters on paper: who may stand together, and when one is hot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from youwei.listening.complaints.rules.merging import Outline
from youwei.listening.complaints.rules.states import State
from youwei.listening.matters.rules.grouping import group_of, may_join
from youwei.listening.matters.rules.heat import (
    Arrivals,
    Terms,
    chance,
    expected,
    has_settled,
    is_hot,
)
from youwei.listening.matters.rules.states import HOT_SPOT, MATTER

TERMS = Terms(days=7, before=56, at_least=5, one_in=1000, settles_below=2)


def test_the_state_tables_are_sound() -> None:
    MATTER.check()
    HOT_SPOT.check()


def case(pk: int, **more: object) -> Outline:
    usual: dict[str, object] = {
        "campaign_id": 1,
        "kept": False,
        "about_id": 7,
        "state": State.RECEIVED,
    }
    return Outline(pk=pk, **(usual | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ({}, {}, True),
        ({}, {"about_id": 8}, True),
        ({"about_id": None}, {"about_id": None}, True),
        ({}, {"campaign_id": 2}, False),
        ({}, {"kept": True}, False),
        ({"kept": True}, {}, False),
        ({"kept": True}, {"kept": True}, True),
        ({"kept": True}, {"kept": True, "about_id": 8}, False),
        ({"kept": True, "about_id": None}, {"kept": True, "about_id": None}, False),
        ({"kept": True, "shields": frozenset({7})}, {"kept": True}, False),
        ({"kept": True}, {"kept": True, "shields": frozenset({7, 9})}, False),
        (
            {"kept": True, "shields": frozenset({7})},
            {"kept": True, "shields": frozenset({7})},
            True,
        ),
    ],
)
def test_who_may_stand_together(
    first: dict[str, object], second: dict[str, object], together: bool
) -> None:
    assert may_join(case(2, **second), group_of(case(1, **first))) is together


class TestChance:
    @given(st.integers(0, 400), st.floats(0.05, 200))
    def test_is_the_tail_of_the_poisson_law(self, count: int, mean: float) -> None:
        assert chance(count, mean) == pytest.approx(
            poisson.sf(count - 1, mean), rel=1e-9, abs=1e-300
        )

    def test_more_voices_are_less_likely(self) -> None:
        chances = [chance(n, 3.0) for n in range(60)]
        assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("now", "before", "all_now", "all_before", "hot"),
    [
        (4, 0, 100, 800, False),  # too few to speak of, however new
        (5, 0, 100, 800, False),  # five by chance happen more than once in a thousand
        (6, 0, 100, 800, True),
        (12, 90, 100, 800, False),  # it always came up so often
        (30, 90, 100, 800, True),
        (30, 90, 270, 800, False),  # everything grew as much
        (6, 0, 1, 800, True),  # a quiet week makes it no less
        (6, 0, 6, 0, True),  # a young store
    ],
)
def test_when_a_matter_is_hot(
    now: int, before: int, all_now: int, all_before: int, hot: bool
) -> None:
    assert is_hot(Arrivals(now, before, all_now, all_before), TERMS) is hot


def test_what_is_expected_grows_with_everything_and_never_falls_below_its_past() -> None:
    assert expected(Arrivals(0, 80, 100, 800), TERMS) == pytest.approx(10)
    assert expected(Arrivals(0, 80, 200, 800), TERMS) == pytest.approx(20)
    assert expected(Arrivals(0, 80, 10, 800), TERMS) == pytest.approx(10)


@pytest.mark.parametrize(("now", "settled"), [(0, True), (1, True), (2, False), (9, False)])
def test_when_it_has_settled(now: int, settled: bool) -> None:
    assert has_settled(Arrivals(now, 0, 0, 0), TERMS) is settled
