"""Chromium under watch: what a person would not notice fails the journey all the same."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    Route,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--metrics-recording-only",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
# A refused form or page is part of a journey; the person sees the page that says so.
EXPECTED = "Failed to load resource: the server responded with a status of 4"


def executable() -> str | None:
    """The browser that CHROMIUM names, or the first one on PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, path: str) -> Browser:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    switches = [*QUIET, *(["--no-sandbox"] if as_root else [])]
    return playwright.chromium.launch(executable_path=path, args=switches)


@dataclass
class Watch:
    """Notes what goes wrong behind a page."""

    faults: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.faults.append(f"console: {message.text}")

    def on_error(self, error: Exception) -> None:
        self.faults.append(f"script: {error}")

    def on_response(self, response: Response) -> None:
        page = response.request.resource_type == "document"
        if response.status >= (500 if page else 400):
            self.faults.append(f"{response.status} for {response.url}")

    def on_route(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob"} or parts.hostname in LOCAL:
            route.continue_()
            return
        self.faults.append(f"asked another host: {request.url}")
        route.abort()

    def over(self, context: BrowserContext) -> None:
        context.route("**/*", self.on_route)
        context.on("page", self.over_page)

    def over_page(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", self.on_error)
        page.on("response", self.on_response)


@contextmanager
def watched(browser: Browser, base: str, size: dict[str, int], **more: object) -> Iterator[Page]:
    """A page in a browser of its own, in Chinese; AssertionError at the end if anything failed.

    A breach of the content policy reaches the console, and so the list of faults.
    """
    options = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    context = browser.new_context(
        base_url=base,
        viewport=size,  # type: ignore[arg-type]
        **{**options, **more},  # type: ignore[arg-type]
    )
    context.set_default_timeout(10_000)
    watch = Watch()
    watch.over(context)
    try:
        yield context.new_page()
        assert not watch.faults, "\n" + "\n".join(watch.faults)
    finally:
        context.close()
