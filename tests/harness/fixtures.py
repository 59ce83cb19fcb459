"""Fixtures that every test may ask for."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.harness.clients import StrictClient
from tests.harness.queries import same_queries as count_queries
from youwei.kernel import clock
from youwei.kernel.actor import Actor

if TYPE_CHECKING:
    from tests.harness.province import Province

# The machine's load says nothing about our code.
hypothesis_settings.register_profile("youwei", deadline=None)
hypothesis_settings.load_profile("youwei")

MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=clock.ZONE)  # a Monday, a working day


@pytest.fixture
def client(db: None) -> StrictClient:
    """A citizen's browser: no account."""
    return StrictClient()


@pytest.fixture
def desk(db: None) -> Callable[[Any], StrictClient]:
    """`desk(account)` or `desk(actor)`: a browser in which this person has signed in."""
    return signed_in


def signed_in(who: Any) -> StrictClient:
    from django.contrib.auth import get_user_model

    account = who
    if isinstance(who, Actor):
        assert who.account_id is not None, "only an account signs in"
        account = get_user_model().objects.get(pk=who.account_id)
    browser = StrictClient()
    browser.force_login(account)
    return browser


@pytest.fixture
def same_queries(db: None, client: StrictClient) -> Callable[..., int]:
    """`same_queries(make_rows, url, client=None)`: see tests.harness.queries."""

    def check(
        make_rows: Callable[[int], object], url: str, browser: StrictClient | None = None
    ) -> int:
        return count_queries(make_rows, url, browser or client)

    return check


@pytest.fixture
def still() -> Iterator[datetime]:
    """The clock stands still at Monday 23 November 2026, 10:00 in Beijing."""
    with clock.at(MOMENT):
        yield MOMENT


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A test that switched the language leaves the default to the next one."""
    yield
    translation.deactivate()


@pytest.fixture
def province(db: None) -> "Province":
    """Organs, an open campaign with the rulebook hebei-2016: see tests.harness.province."""
    from tests.harness.province import build

    return build()


@pytest.fixture(autouse=True)
def _nothing_compared() -> Iterator[None]:
    """What a test wrote is rolled back behind the back of the memory that compares cases."""
    yield
    store = sys.modules.get("youwei.listening.matters.queries.store")
    if store is not None:
        store.STORE.forget()
