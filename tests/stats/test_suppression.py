"""What is hidden cannot be derived: judged by the auditor, by algebra, and by trying all worlds."""

from functools import cache
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from youwei.stats.suppression import (
    Counts,
    Family,
    Insider,
    Mask,
    audit,
    derived,
    family,
    hide,
    small,
)

THRESHOLD = 10


def crossed(sizes: tuple[int, ...]) -> Family:
    """The table of all dimensions with every margin of every order."""
    grid = np.arange(prod(sizes)).reshape(sizes)
    cells = []
    for kept in product((True, False), repeat=len(sizes)):
        axes = tuple(axis for axis, stays in enumerate(kept) if not stays)
        lines = np.moveaxis(grid, axes, range(-len(axes), 0)) if axes else grid
        width = prod(sizes[axis] for axis in axes)
        cells += [line.tolist() for line in lines.reshape(-1, width)]
    return family(grid.size, cells)


tables = st.lists(st.integers(1, 4), min_size=1, max_size=3).flatmap(
    lambda sizes: st.tuples(
        st.just(tuple(sizes)),
        st.lists(
            st.one_of(st.integers(0, 14), st.integers(0, 60)),
            min_size=prod(sizes),
            max_size=prod(sizes),
        ),
    )
)


def judge(one: Family, values: Counts, hidden: Mask, threshold: int = THRESHOLD) -> None:
    primary = small(values, threshold)
    assert hidden[primary].all()
    assert not derived(one, hidden).any()
    for found in audit(one, values, hidden):
        assert found.low - 1e-6 <= values[found.cell] <= found.high + 1e-6
        assert found.width > 1e-6, "pinned to a point"
        if primary[found.cell]:
            assert found.low <= 1e-6
            assert found.high >= threshold - 1e-6


@settings(max_examples=40)
@given(tables)
def test_nothing_small_can_be_derived(given_: tuple[tuple[int, ...], list[int]]) -> None:
    sizes, counts = given_
    one, atoms = crossed(sizes), np.array(counts, dtype=float)
    judge(one, one.values(atoms), hide(one, atoms, THRESHOLD))


@cache
def worlds() -> Counts:
    """Every table of two rows and three columns with at most six in a cell, one in each column."""
    return np.stack(np.meshgrid(*[np.arange(7.0)] * 6, indexing="ij")).reshape(6, -1)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_whoever_tries_every_world_learns_nothing(counts: list[int]) -> None:
    one, atoms = crossed((2, 3)), np.array(counts, dtype=float)
    values, hidden = one.values(atoms), hide(one, atoms, 3)
    every = one.cells @ worlds()
    fitting = every[:, (every[~hidden] == values[~hidden, None]).all(axis=0)]
    for cell in np.flatnonzero(small(values, 3)):
        assert fitting[cell].min() == 0
        assert fitting[cell].max() >= 3


def test_two_small_cells_that_together_stay_small_take_a_third_with_them() -> None:
    one = family(4, [[0], [1], [2], [3], [0, 1, 2, 3]])
    hidden = hide(one, np.array([2.0, 3.0, 30.0, 40.0]), THRESHOLD)
    assert hidden.tolist() == [True, True, True, False, False]


def test_a_total_that_is_itself_small_hides_everything_in_it() -> None:
    one = family(2, [[0], [1], [0, 1]])
    assert hide(one, np.array([4.0, 3.0]), THRESHOLD).all()


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    one = crossed((3, 3))
    assert not hide(one, np.array([0.0, 10, 20, 30, 40, 0, 12, 13, 14]), THRESHOLD).any()


def test_one_table_alone_looks_safe_and_two_with_a_common_margin_do_not() -> None:
    """Group totals stand in both; what one table hides the other must not give away."""
    # atoms: two organs of a group, then the same group by two channels.
    cells = [[0], [1], [2], [3], [0, 1]]
    one = family(4, cells, ties=[{0: 1, 1: 1, 2: -1, 3: -1}])
    atoms = np.array([4.0, 50.0, 24.0, 30.0])
    hidden = hide(one, atoms, THRESHOLD)
    judge(one, one.values(atoms), hidden)
    assert hidden[[0, 1]].all()
    assert not hidden[[2, 3]].any()


def test_who_knows_one_hidden_count_does_not_find_the_other() -> None:
    """Without the insider, hiding 4 and 20 would do; whoever knows the 20 would find the 4."""
    one = family(4, [[0], [1], [2], [3], [0, 1, 2, 3]])
    atoms = np.array([4.0, 20.0, 30.0, 40.0])
    assert hide(one, atoms, THRESHOLD).sum() == 2
    inside = [Insider(knows=(cell,), kept_out=(0, 1, 2, 3)) for cell in range(4)]
    hidden = hide(one, atoms, THRESHOLD, insiders=inside)
    for insider in np.flatnonzero(hidden[:4]):
        for found in audit(one, one.values(atoms), hidden, known=[int(insider)]):
            assert found.width > 1e-6
            if found.cell == 0:
                assert found.low <= 1e-6
                assert found.high >= THRESHOLD


@settings(max_examples=12)
@example([4, 12, 14, 30, 30, 30, 30, 30], 0)
@given(st.lists(st.integers(0, 30), min_size=8, max_size=10), st.integers(0, 99))
def test_each_of_many_insiders_finds_no_small_count_of_another(
    counts: list[int], seed: int
) -> None:
    """Organs of one group, and the channels of the group, of which each knows its own part."""
    many, channels = len(counts), 3
    parts = np.random.default_rng(seed).multinomial(counts, [0.6, 0.3, 0.1])
    organs, ways = list(range(many)), list(range(many, many + channels))
    one = family(
        many + channels,
        [*([atom] for atom in (*organs, *ways)), organs],
        [{**dict.fromkeys(organs, 1), **dict.fromkeys(ways, -1)}],
    )
    atoms = np.concatenate([counts, parts.sum(axis=0)]).astype(float)
    own = [np.concatenate([np.eye(many)[n] * counts[n], parts[n]]) for n in organs]
    inside = [Insider(knows=(n,), kept_out=tuple(organs), own=own[n]) for n in organs]
    hidden = hide(one, atoms, THRESHOLD, insiders=inside)
    for n in organs:
        # What is left of everything without the insider's own part is not less than nobody.
        for found in audit(one, one.values(atoms - own[n]), hidden, known=[n]):
            if found.cell in organs and found.cell != n and 0 < counts[found.cell] < THRESHOLD:
                assert found.low <= 1e-6
                assert found.high >= THRESHOLD - 1e-6


def test_the_auditor_finds_what_a_careless_table_gives_away() -> None:
    one = family(3, [[0], [1], [2], [0, 1, 2]])
    values = one.values(np.array([4.0, 30.0, 40.0]))
    hidden = np.array([True, False, False, False])
    (found,) = audit(one, values, hidden)
    assert (found.low, found.high) == (4.0, 4.0)
    assert derived(one, hidden).tolist() == [True, False, False, False]


@pytest.mark.parametrize("n", [0, 10, 11])
def test_empty_and_large_cells_are_not_small(n: int) -> None:
    assert not small(np.array([float(n)]), THRESHOLD).any()
