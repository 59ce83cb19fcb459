from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.complaints.cast import Cast

    from youwei.listening.complaints.queries.receipts import Receipt


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.listening.complaints.cast import build_cast

    return build_cast()


@pytest.fixture
def hand_in(cast: "Cast") -> "Callable[..., Receipt]":
    from tests.listening.complaints.cast import hands_in

    return hands_in(cast)
