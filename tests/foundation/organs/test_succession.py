"""The circle of an organ: everything that any chain of renaming, merger and split joins to it."""

from hypothesis import given
from hypothesis import strategies as st

from youwei.foundation.organs.rules.succession import connected, present

TIES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda tie: tie[0] != tie[1]),
    max_size=25,
)
ORGANS = st.sets(st.integers(1, 14), max_size=4)


@given(ORGANS, TIES)
def test_the_circle_is_closed_and_holds_what_it_started_from(
    start: set[int], ties: list[tuple[int, int]]
) -> None:
    circle = connected(start, ties)
    assert start <= circle
    assert all((before in circle) == (after in circle) for before, after in ties)


@given(st.integers(1, 14), st.integers(1, 14), TIES)
def test_being_in_one_circle_is_mutual(one: int, other: int, ties: list[tuple[int, int]]) -> None:
    assert (other in connected({one}, ties)) == (one in connected({other}, ties))


@given(ORGANS, TIES)
def test_nothing_is_in_the_circle_without_a_chain(
    start: set[int], ties: list[tuple[int, int]]
) -> None:
    """Growing the circle step by step, as the definition says, never needs another organ."""
    grown = set(start)
    for _ in range(len(ties) + 1):
        grown |= {end for tie in ties if set(tie) & grown for end in tie}
    assert connected(start, ties) == grown


@given(ORGANS, TIES, st.randoms())
def test_the_order_of_history_does_not_matter(
    start: set[int], ties: list[tuple[int, int]], random: st.DataObject
) -> None:
    shuffled = list(ties)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert connected(start, shuffled) == connected(start, ties)


def test_an_organ_without_history_is_its_own_circle() -> None:
    assert connected([7], [(1, 2)]) == {7}


def test_the_present_name_is_the_last_of_the_chain() -> None:
    assert present([1, 3, 9], [(1, 2), (2, 4), (3, 4)]) == {1: 4, 3: 4, 9: 9}


@given(ORGANS, TIES)
def test_a_ring_of_names_ends(start: set[int], ties: list[tuple[int, int]]) -> None:
    assert set(present(start, ties)) == start
