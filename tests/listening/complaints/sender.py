"""A citizen's browser on the public pages: opens the form, solves the challenge, sends."""

import re
from dataclasses import dataclass
from typing import Any

from altcha import Challenge, Payload, solve_challenge
from django.test import override_settings
from tests.harness.clients import StrictClient, html_of
from tests.harness.pages import read

from youwei.listening.complaints.queries.receipts import Receipt

CODE = re.compile(r'id="receipt-code">([0-9A-Z-]{24})<')
NUMBER = re.compile(r'id="receipt-number">([0-9A-Z-]+)<')


@dataclass(frozen=True)
class Sent:
    """An answer to the form: the page and, where it was taken in, the receipt on it."""

    page: str
    status: int
    receipt: Receipt | None
    headers: dict[str, str]

    @property
    def got(self) -> Receipt:
        assert self.receipt is not None, self.page
        return self.receipt


def proof(client: StrictClient) -> str:
    """What the widget would send; the work is small in tests, the way is the same."""
    with override_settings(YOUWEI_PROOF_OF_WORK=1_000):
        answer = client.get("/report/challenge/")
    challenge = Challenge.from_dict(answer.json())
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def form_of(client: StrictClient, kind: str = "request") -> dict[str, Any]:
    """What the empty form would send as it stands, its solved challenge included."""
    opened = client.get(f"/report/new/?kind={kind}")
    assert opened.status_code == 200
    form = next(f for f in read(html_of(opened)).forms if f.attributes.get("id") == "intake")
    return {**form.untouched(), "altcha": proof(client)}


def send(client: StrictClient, data: dict[str, Any], kind: str = "request", **extra: Any) -> Sent:
    answer = client.post(f"/report/new/?kind={kind}", data, **extra)
    page = html_of(answer)
    code, number = CODE.search(page), NUMBER.search(page)
    receipt = Receipt(number=number[1], code=code[1]) if code and number else None
    return Sent(page, answer.status_code, receipt, dict(answer.headers))


def fill_in(client: StrictClient, kind: str = "request", **given: Any) -> Sent:
    """Opens the form, writes, sends."""
    return send(client, {**form_of(client, kind), "text": "窗口两次让我重填。", **given}, kind)


def look_up(client: StrictClient, receipt: Receipt, **given: str) -> str:
    """The case page, opened by number and code."""
    answer = client.submit(
        "/status/", {"number": receipt.number, "code": receipt.code, **given}, form="find"
    )
    return html_of(answer)


def act(client: StrictClient, page: str, form: str, **given: Any) -> tuple[str, int]:
    """Sends one of the forms of the case page; its answer and status."""
    chosen = next((f for f in read(page).forms if f.attributes.get("id") == form), None)
    assert chosen is not None, f"no form {form} on the page"
    assert set(given) <= chosen.names, chosen.names
    answer = client.post(chosen.attributes["action"], {**chosen.untouched(), **given})
    return html_of(answer), answer.status_code


def beside_statement(page: str) -> str:
    """The case page without the part in which the writer may consent to a statement: there, and
    nowhere else, stands the organ that would get it.
    """
    before, _, after = page.partition('<section class="box" aria-labelledby="own">')
    return before + after.partition("</section>")[2]
