from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.config.api.programs import Program
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


@pytest.fixture
def partner(cast: "Cast") -> "Program":
    """A partner's program with a channel token."""
    from tests.config.api.programs import channel_of

    return channel_of(cast)


@pytest.fixture
def nobody(db: None) -> "Program":
    from tests.config.api.programs import Program

    return Program()


@pytest.fixture(autouse=True)
def _own_counts() -> Iterator[None]:
    """What one test asks for is not held against the next."""
    from youwei.ui.api.tokens import forget_counts

    forget_counts()
    yield
    forget_counts()
