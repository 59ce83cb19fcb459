"""A program that talks to the API, and the tokens it shows."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.harness.tokens import token_of
from tests.listening.complaints.cast import Cast
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.listening.complaints.operations.tokens import issue_channel_token

ROOT = "/api/v1"


@dataclass
class Program:
    """Sends JSON and shows one token, or none. It keeps no cookies: whoever sets one fails."""

    token: str = ""
    language: str = "zh-Hans"
    browser: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, address: str, **query: Any) -> Any:
        return self._judged(self.browser.get(ROOT + address, query, headers=self._headers()))

    def post(self, address: str, body: Any = None, *, key: str = "", **more: Any) -> Any:
        content = body if isinstance(body, bytes | str) else json.dumps(body or {})
        more.setdefault("content_type", "application/json")
        return self._sent(address, content, key, **more)

    def send_form(self, address: str, data: dict[str, Any], *, key: str = "") -> Any:
        return self._sent(address, data, key)

    def _sent(self, address: str, data: Any, key: str, **more: Any) -> Any:
        headers = self._headers() | ({"Idempotency-Key": key} if key else {})
        return self._judged(self.browser.post(ROOT + address, data, headers=headers, **more))

    def _headers(self) -> dict[str, str]:
        headers = {"Accept-Language": self.language}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    def _judged(self, answer: Any) -> Any:
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert answer.status_code < 500 or answer.status_code == 503
        if answer.status_code >= 400:
            told = answer.json()
            assert set(told) >= {"code", "message", "remedy", "field", "faults"}, told
        return answer


def channel_of(cast: Cast, *, name: str = "长城网", channel: str = "api") -> Program:
    issued = issue_channel_token(
        actor=SYSTEM, campaign=cast.province.campaign, channel=channel, name=name
    )
    return Program(issued.secret)


def person(actor: Actor) -> Program:
    """The program of a member of staff."""
    until = clock.today() + timedelta(days=30)
    return Program(token_of(actor, until).secret)
