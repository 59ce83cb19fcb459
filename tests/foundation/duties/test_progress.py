import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.foundation.duties.rules.progress import Part, rolled_up

PARTS = st.lists(
    st.builds(Part, weight=st.integers(1, 100), progress=st.integers(0, 100)), min_size=1
)


@pytest.mark.parametrize(
    ("parts", "percent"),
    [
        ([Part(1, 100)], 100),
        ([Part(3, 100), Part(1, 0)], 75),
        ([Part(1, 100), Part(1, 99)], 99),
        ([Part(1, 33), Part(1, 33), Part(1, 34)], 33),
    ],
)
def test_progress_is_the_weighted_mean(parts: list[Part], percent: int) -> None:
    assert rolled_up(parts) == percent


@given(PARTS)
def test_it_is_full_exactly_when_every_part_is(parts: list[Part]) -> None:
    assert (rolled_up(parts) == 100) is all(part.progress == 100 for part in parts)


@given(PARTS)
def test_it_lies_between_the_least_and_the_most(parts: list[Part]) -> None:
    values = [part.progress for part in parts]
    assert min(values) <= rolled_up(parts) <= max(values)


def test_nothing_cannot_be_rolled_up() -> None:
    with pytest.raises(ValueError, match="nothing"):
        rolled_up([])
