"""Whatever a page shows as a link opens for the one who sees it, and nothing falls over on the way.

Every person of the table walks from their start page over everything that they are shown.
"""

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.conf import settings

from tests.harness.clients import StrictClient, html_of
from tests.harness.environment import ENGINE_VARIABLE
from tests.harness.fixtures import signed_in

if TYPE_CHECKING:
    from tests.matrix.world import World

pytestmark = pytest.mark.skipif(
    os.environ.get(ENGINE_VARIABLE) == "postgresql", reason="the same on every engine"
)

ALIKE = 2  # of addresses that differ in numbers and values only, so many are opened
DESK = ("/desk/", "/account/")
# A page that says at once what is wrong with what it is about: a file that was brought and holds
# no table that can be read.
SAYS_WHAT_IS_WRONG = "/desk/register/forwarded/0/"
SIGN_IN, SIGN_OUT = "/account/login/", "/account/logout/"
_NUMBER = re.compile(r"[A-Z]{2}\d\d-[A-Z0-9-]+|\d+")


@pytest.fixture
def world(db: None, still: object) -> "World":
    from tests.matrix.stores import cheap_locks
    from tests.matrix.world import build_world

    with cheap_locks():
        return build_world()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.found.append(named.get("href", ""))
        if tag == "form" and named.get("method", "get").lower() == "get":
            self.found.append(named.get("action", ""))


def links_of(page: str, at: str) -> Iterator[str]:
    """Addresses of this site, without the place on the page."""
    reader = _Links()
    reader.feed(page)
    for link in reader.found:
        target = urlsplit(urljoin(f"http://testserver{at}", link))
        if (target.scheme, target.netloc) == ("http", "testserver"):
            yield target._replace(scheme="", netloc="", fragment="").geturl()


def shape_of(address: str) -> tuple[str, ...]:
    parts = urlsplit(address)
    asked = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return (_NUMBER.sub("0", parts.path), *asked)


@dataclass
class Walk:
    """Follows what starts with `within`; `faults` tells what did not open, and where it stood."""

    browser: StrictClient
    within: tuple[str, ...]
    personal: bool
    faults: list[str] = field(default_factory=list)
    opened: int = 0
    _seen: set[str] = field(default_factory=set)
    _alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)

    def read(self, page: str, at: str) -> None:
        for link in links_of(page, at):
            self._note(link, at)

    def go(self, start: str = "") -> None:
        if start:
            self._note(start, "the start")
        while self._waiting:
            address, seen_on = self._waiting.popleft()
            self._open(address, seen_on)

    def _note(self, address: str, seen_on: str) -> None:
        shape = shape_of(address)
        if (
            address in self._seen
            or not address.startswith(self.within)
            or address.startswith((SIGN_OUT, settings.STATIC_URL))
            or self._alike[shape] >= ALIKE
        ):
            return
        self._seen.add(address)
        self._alike[shape] += 1
        self._waiting.append((address, seen_on))

    def _open(self, address: str, seen_on: str) -> None:
        from tests.matrix.asking import lacks

        self.opened += 1
        answer: Any = self.browser.get(address)
        if answer.streaming:
            list(answer.streaming_content)  # a file is closed at its end
        target = answer.headers.get("Location", "")
        told = answer.status_code == 422 and shape_of(address) == (SAYS_WHAT_IS_WRONG,)
        if (answer.status_code >= 400 and not told) or (
            self.personal and target.startswith(SIGN_IN)
        ):
            self.faults.append(f"{seen_on} leads to {address}: {answer.status_code} {target}")
        if lacking := lacks(answer, personal=self.personal):
            self.faults.append(f"{address} lacks {lacking}")
        if target:
            self._note(target, address)
        self.read(html_of(answer), address)


def test_every_link_of_the_desk_opens_for_whoever_sees_it(world: "World") -> None:
    from tests.matrix.asking import unlock

    faults, opened = [], 0
    for who, account in world.cast.accounts.items():
        browser = signed_in(account)
        browser.raise_request_exception = False
        if who == "discipline.own":
            unlock(browser)
        walk = Walk(browser, DESK, personal=True)
        walk.go("/desk/")
        faults += [f"{who}: {fault}" for fault in walk.faults]
        opened += walk.opened
    assert not faults, "\n".join(["", *faults])
    assert opened > 700


def test_every_link_of_the_public_site_opens(world: "World") -> None:
    """Also those on the pages that whoever holds a number and its code is shown."""
    from tests.matrix.addresses import SHOWN

    walk = Walk(StrictClient(raise_request_exception=False), ("/",), personal=False)
    for address in ("/status/", "/disclose/return/", "/rate/"):
        given = SHOWN[address.lstrip("/")](world)
        shown = StrictClient().send(address, given)
        assert shown.status_code == 200, address
        walk.read(html_of(shown), address)
    walk.go("/")
    assert not walk.faults, "\n".join(["", *walk.faults])
    assert walk.opened > 20
