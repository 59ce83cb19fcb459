"""A program that speaks GeoReport v2; every answer is judged by the schemas as it arrives."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from tests.listening.complaints.cast import Cast
from tests.listening.open311 import georeport

from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.tokens import issue_channel_token
from youwei.listening.complaints.queries.receipts import Receipt, case_by_code

ROOT = "/open311/v2"
TEXT = "路灯坏了三个星期，报修两次没有人来。"
_CODE = re.compile(r"([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})")
_NUMBER = re.compile(r"(SF16-[0-9A-Z]{4}-[0-9A-Z]{4})")


def asks(**values: Any) -> dict[str, Any]:
    """Attributes of the service definition, as the protocol writes them."""
    return {
        f"attribute[{code}]" + ("[]" if isinstance(value, list) else ""): value
        for code, value in values.items()
    }


@dataclass
class App:
    key: str
    browser: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, address: str, *, expect: int = 200, **query: str) -> Any:
        """The JSON answer; XML says the same."""
        told = {}
        for form in ("json", "xml"):
            answer = self.browser.get(f"{ROOT}/{address}.{form}", query)
            told[form] = self._judged(address, form, answer, expect)
        return told["json"]

    def post(
        self, service_code: str = "request", *, status: int = 200, form: str = "json", **given: Any
    ) -> Any:
        data = {"api_key": self.key, "service_code": service_code, "description": TEXT, **given}
        data = {name: value for name, value in data.items() if value is not None}
        answer = self.browser.post(f"{ROOT}/requests.{form}", data)
        return self._judged("posted", form, answer, status)

    def _judged(self, address: str, form: str, answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        return georeport.judged(address if status == 200 else "errors", form, answer)


def app_of(cast: Cast, channel: str = "api", name: str = "随手报") -> App:
    issued = issue_channel_token(
        actor=SYSTEM, campaign=cast.province.campaign, channel=channel, name=name
    )
    return App(issued.secret)


def receipt_in(posted: Any) -> Receipt:
    """Number and code, as the sender reads them in the notice."""
    notice = posted[0]["service_notice"]
    number, code = _NUMBER.search(notice), _CODE.search(notice)
    assert number, notice
    assert code, notice
    return Receipt(number=number[1], code=code[1])


def case_in(posted: Any) -> Case:
    receipt = receipt_in(posted)
    return case_by_code(receipt.number, receipt.code)
