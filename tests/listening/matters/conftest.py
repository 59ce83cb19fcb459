from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.complaints.cast import Cast

    from youwei.listening.complaints.models import Case


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.listening.complaints.cast import build_cast

    return build_cast()


@pytest.fixture
def comes(cast: "Cast") -> "Callable[..., Case]":
    """`comes(text=…, kind=…, about_organ=…)`: a case that a citizen handed in."""
    from tests.listening.complaints.cast import case_of, hands_in

    hand_in = hands_in(cast)

    def run(**given: object) -> "Case":
        return case_of(hand_in(**given))

    return run
