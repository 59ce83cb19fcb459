"""Asks as everybody and compares the answers with the table."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.harness.clients import StrictClient
from tests.matrix.addresses import Address
from tests.matrix.people import ANONYMOUS, EVERYBODY, PROGRAM
from tests.matrix.table import Row, line_of
from tests.matrix.world import World
from youwei.foundation.people.operations import issue_token
from youwei.kernel import clock
from youwei.ui.api.tokens import forget_counts

METHODS = ("GET", "POST")
# Asked instead of everybody where the table says that a page does not take a method.
FEW = (ANONYMOUS, "office.own", "system_admin.own")
NOT_TAKEN = "405"


@dataclass
class Asking:
    """`cells` counts the answers that were compared."""

    world: World
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    cells: int = 0

    def __post_init__(self) -> None:
        """Signed in beforehand: what a question writes is taken back."""
        self.tokens[PROGRAM] = self.world.rows["channel_secret"]
        for who, account in self.world.cast.accounts.items():
            browser = StrictClient()
            browser.force_login(account)
            self.sessions[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value
            self.tokens[who] = issue_token(
                actor=self.world.actor(who),
                account=account,
                name="程序",
                expires_on=clock.today() + timedelta(days=30),
            ).secret

    def faults_of(self, address: Address, rows: Iterable[Row]) -> Iterator[str]:
        """What is not as the rows of this address say, with the lines that would say it."""
        said = {method: row for row in rows for method in row.methods}
        if not said:
            lines = "\n".join(self._lines(address))
            yield f"no line of docs/access.md tells of it; if it is meant so, add\n{lines}"
            return
        for method, row in said.items():
            got = self._everybody(address, method)
            wrong = {who: got[who] for who in EVERYBODY if got[who] != row.people[who]}
            if wrong:
                line = line_of(address.shown, (method,), got)
                yield f"{address.shown} gives {wrong}; if it is meant so, the line is\n{line}"
        if not address.methods:
            yield from self._of_other_methods(address, said)

    def _lines(self, address: Address) -> list[str]:
        got = {
            method: people
            for method in address.methods or METHODS
            if NOT_TAKEN not in (people := self._everybody(address, method)).values()
        }
        if len(got) == 2 and got["GET"] == got["POST"]:
            return [line_of(address.shown, METHODS, got["GET"])]
        return [line_of(address.shown, (method,), people) for method, people in got.items()]

    def _of_other_methods(self, address: Address, said: Mapping[str, Row]) -> Iterator[str]:
        """Not taken, refused before that, or answered as reading is."""
        reading = said["GET"].people if "GET" in said else {}
        for method in (*METHODS, "PUT", "DELETE", "PATCH"):
            for who in FEW if method not in said else ():
                got = self._ask(address, method, who)
                if got == "opens" != reading.get(who):
                    yield f"{address.shown} {method} gives {who} {got!r}, and no line says so"

    def _everybody(self, address: Address, method: str) -> dict[str, str]:
        return {who: self._ask(address, method, who) for who in EVERYBODY}

    def _ask(self, address: Address, method: str, who: str) -> str:
        self.cells += 1
        ask = self._program if address.methods else self._browser
        answer = asked(partial(ask, address, method, who))
        if lacking := lacks(answer, personal=method != "GET" or who in self.sessions):
            raise AssertionError(f"{address.shown} {method} as {who} lacks {lacking}")
        return outcome_of(answer)

    def _browser(self, address: Address, method: str, who: str) -> Any:
        browser = StrictClient()  # each time another: what an answer sets is for this one only
        if who in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        if who == PROGRAM:
            browser.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[who]}"
        if method == "GET":
            return browser.get(address.path)
        if method == "POST":
            return browser.send(address.path)
        browser.cookies["csrftoken"] = "t" * 32
        return browser.generic(method, address.path, headers={"X-CSRFToken": "t" * 32})

    def _program(self, address: Address, method: str, who: str) -> Any:
        forget_counts()
        more: dict[str, Any] = {}
        if address.body is not None:
            more = {"data": json.dumps(address.body), "content_type": "application/json"}
        if who in self.tokens:
            more["headers"] = {"Authorization": f"Bearer {self.tokens[who]}"}
        return Client().generic(method, address.path, **more)


def asked(ask: Callable[[], Any]) -> Any:
    """The answer. Nothing of it stays."""
    with transaction.atomic():
        answer = ask()
        if answer.streaming:
            list(answer.streaming_content)  # a file is closed at its end
        transaction.set_rollback(True)
    return answer


def lacks(answer: Any, *, personal: bool) -> list[str]:
    """Headers that every answer has, and those of one that is for one person only."""
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "",
        "Permissions-Policy": "geolocation=()",
        "Cross-Origin-Resource-Policy": "",
        "Cross-Origin-Opener-Policy": "same-origin",
        **({"Cache-Control": "no-store"} if personal else {}),
    }
    lacking = [name for name, part in wanted.items() if part not in answer.headers.get(name, "-")]
    if "public" in answer.headers.get("Cache-Control", ""):  # the same for everybody, and said so
        lacking = [name for name in lacking if name != "Cache-Control"]
    return lacking


def outcome_of(answer: Any) -> str:
    """In the words of the table."""
    status, target = answer.status_code, answer.headers.get("Location", "")
    if status == 401 or (status == 302 and target.startswith("/account/login/")):
        return "sign in"
    if status in {403, 404, 405}:
        return str(status)
    assert status < 500, f"{answer.request['PATH_INFO']} answers {status}"
    return "opens"
