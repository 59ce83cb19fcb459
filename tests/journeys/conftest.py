"""Journeys: a person's way through the pages, in Chromium, on a phone and at a desk."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys import access, browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser.executable()
    if path is None:
        reason = "no Chromium: set CHROMIUM to its path, or install it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # The driver keeps a loop running in this thread; the database is used between its turns.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = browser.launch(playwright, path)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A citizen's phone, 390 × 844."""
    more: dict[str, Any] = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    with browser.watched(chromium, live_server.url, browser.PHONE, **more) as page:
        yield page


@pytest.fixture
def screen(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A desk's screen, 1440 × 900. `sign_in` signs somebody in."""
    with browser.watched(chromium, live_server.url, browser.DESK) as page:
        yield page


@pytest.fixture
def new_screen(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[[], Page]]:
    """`new_screen()` opens another desk: a journey of several people at a time."""
    from contextlib import ExitStack

    with ExitStack() as open_ones:
        yield lambda: open_ones.enter_context(
            browser.watched(chromium, live_server.url, browser.DESK)
        )


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """`sign_in(page, account_or_actor)`: the browser holds that person's session from now on."""
    from tests.harness.fixtures import signed_in

    def sign(page: Page, who: Any) -> None:
        cookies = signed_in(who).cookies
        page.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in cookies.items()
            ]
        )

    return sign


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)`: nothing on it keeps anybody out."""
    return access.axe
