from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.listening.complaints.cast import Cast
    from tests.listening.open311.app import App


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.listening.complaints.cast import build_cast

    return build_cast()


@pytest.fixture
def app(cast: "Cast") -> "App":
    """A phone app of others, with a key."""
    from tests.listening.open311.app import app_of

    return app_of(cast)


@pytest.fixture(autouse=True)
def _own_counts() -> Iterator[None]:
    """What one test asks for is not held against the next."""
    from youwei.ui.api.tokens import forget_counts

    forget_counts()
    yield
    forget_counts()
