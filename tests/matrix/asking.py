"""Asks as everybody and compares the answers with the table."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.template.backends.django import Template
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils.safestring import SafeString

from tests.harness.clients import StrictClient
from tests.matrix.addresses import Address
from tests.matrix.people import ANONYMOUS, CITIZEN, EVERYBODY, PROGRAM
from tests.matrix.stores import PASSPHRASE
from tests.matrix.table import Row, line_of
from tests.matrix.world import World
from youwei.foundation.people import queries
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import issue_token
from youwei.foundation.people.writing.sessions import SessionStore
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.disclosures.web.unlocking import COOKIE
from youwei.ui.api.tokens import forget_counts

METHODS = ("GET", "POST")
OTHERS = ("PUT", "DELETE", "PATCH")
# Asked instead of everybody where the table says that a page does not take a method.
FEW = (ANONYMOUS, "office.own")
NOT_TAKEN = "405"
TOKEN = "t" * 32
HANDLER = ClientHandler(enforce_csrf_checks=True)


@dataclass
class Asking:
    """`cells` counts the answers that were compared."""

    world: World
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    cells: int = 0
    unlocked: str = ""  # cookie of the one who receives disclosures
    lacking: list[str] = field(default_factory=list)  # headers

    def __post_init__(self) -> None:
        """Signed in beforehand: what a question writes is taken back."""
        self.tokens[PROGRAM] = self.world.rows["channel_secret"]
        for who, account in self.world.cast.accounts.items():
            browser = StrictClient()
            browser.force_login(account)
            self.sessions[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value
            if who == "discipline.own":
                self.unlocked = unlock(browser)
            self.tokens[who] = issue_token(
                actor=SYSTEM,  # tokens of weighty roles need two persons
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
        untold = [(method, who) for method in METHODS if method not in said for who in FEW]
        for method, who in (*untold, *((other, FEW[-1]) for other in OTHERS)):
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
            self.lacking.append(f"{address.shown} {method} as {who} lacks {lacking}")
        return outcome_of(answer)

    def _browser(self, address: Address, method: str, who: str) -> Any:
        browser = Browser()  # each time another: what an answer sets is for this one only
        if who in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        if who == "discipline.own":
            browser.cookies[COOKIE] = self.unlocked
        if who == PROGRAM:
            browser.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[who]}"
        shown = address.shows if who == address.shown_by else {}
        if method == "GET":
            return browser.get(address.path)
        browser.cookies["csrftoken"] = TOKEN
        if method == "POST":
            return browser.post(address.path, {**shown, "csrfmiddlewaretoken": TOKEN})
        return browser.generic(method, address.path, headers={"X-CSRFToken": TOKEN})

    def _program(self, address: Address, method: str, who: str) -> Any:
        forget_counts()
        more: dict[str, Any] = {}
        if address.body is not None:
            body = address.body if who == CITIZEN else _without_code(address.body)
            more = {"data": json.dumps(body), "content_type": "application/json"}
        if who in self.tokens:
            more["headers"] = {"Authorization": f"Bearer {self.tokens[who]}"}
        return Browser().generic(method, address.path, **more)


@contextmanager
def briefly() -> Iterator[None]:
    """Only the status of an answer is asked for, thousands of times: nothing is written on the
    pages, nothing logged, and who somebody is is found out once, since everything is taken back.
    """
    logging.disable(logging.CRITICAL)
    try:
        with (
            patch.object(Template, "render", lambda *given, **more: SafeString()),
            patch.object(queries, "actor_for", cache(queries.actor_for)),
            patch.object(SessionStore, "load", _known_sessions()),
            patch.object(ModelBackend, "get_user", cache(ModelBackend.get_user)),
        ):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _known_sessions() -> Callable[[SessionStore], dict[str, Any]]:
    plain, known = SessionStore.load, dict[str, dict[str, Any]]()

    def load(store: SessionStore) -> dict[str, Any]:
        key = str(store.session_key)
        if key not in known:
            known[key] = plain(store)
        return dict(known[key])

    return load


class Browser(RequestFactory):
    """Django's client without its look into templates: thousands of answers are asked for."""

    def request(self, **request: Any) -> Any:
        return HANDLER(self._base_environ(**request))  # type: ignore[attr-defined]  # of Django


def unlock(browser: StrictClient) -> str:
    """As a recipient of disclosures does it, once."""
    found = Account.objects.get(pk=browser.session["_auth_user_id"])
    given = {"passphrase": PASSPHRASE.format(name=found.name)}
    browser.send("/desk/disclosures/unlock/", given)
    return browser.cookies[COOKIE].value


def _without_code(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**body, "code": "0000-0000-0000-0000-0000"} if "code" in body else body


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
    return "opens" if status < 400 else "unfit"
