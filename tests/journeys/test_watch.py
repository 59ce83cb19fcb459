"""The watch over journeys notices what it is there for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import DESK, watched


def open_with(chromium: Browser, html: str, headers: dict[str, str] | None = None) -> None:
    with watched(chromium, "http://127.0.0.1:9", DESK) as page:
        page.route(
            "http://127.0.0.1:9/",
            lambda route: route.fulfill(body=html, content_type="text/html", headers=headers),
        )
        page.goto("/")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>console.error('broken')</script>", "console: broken"),
        ("<script>throw new Error('thrown')</script>", "thrown"),
        ("<img alt='' src='http://192.0.2.1/a.png'>", "asked another host"),
    ],
)
def test_a_fault_behind_the_page_is_noticed(chromium: Browser, html: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        open_with(chromium, html)


def test_a_breach_of_the_policy_is_noticed(chromium: Browser) -> None:
    policy = {"Content-Security-Policy": "style-src 'self'", "Content-Type": "text/html"}
    with pytest.raises(AssertionError, match="Content Security Policy"):
        open_with(chromium, "<p style='color: red'>red</p>", policy)


def test_a_quiet_page_passes(chromium: Browser) -> None:
    open_with(chromium, "<!doctype html><title>quiet</title><p>quiet</p>")


def test_axe_names_what_it_finds(chromium: Browser, axe: Callable[[Page], None]) -> None:
    page = chromium.new_page()
    page.set_content("<html lang='en'><title>a</title><main><h1>a</h1><input></main></html>")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
    page.close()
