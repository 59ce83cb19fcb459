"""A citizen's and a recipient's browser on the pages of sealed disclosures."""

import re
from typing import Any

from django.test import Client
from tests.harness.clients import StrictClient, html_of
from tests.harness.pages import read
from tests.listening.complaints.sender import proof

from youwei.listening.disclosures.queries.receipts import Receipt
from youwei.listening.disclosures.rules.phrases import read as read_phrase

NUMBER = re.compile(r'id="receipt-number">([0-9A-Z-]+)<')
GROUP = re.compile(r'phrase__syllables" lang="zh-Latn">([a-z ]+)<')
NEW = "/disclose/new/?level=this-level"


def form_of(client: Client, level: str = "this-level") -> dict[str, Any]:
    """What the empty form would send, its solved challenge included."""
    opened = client.get(f"/disclose/new/?level={level}")
    form = next(f for f in read(html_of(opened)).forms if f.attributes.get("id") == "disclosure")
    assert isinstance(client, StrictClient)
    return {**form.untouched(), "altcha": proof(client)}


def receipt_on(page: str) -> Receipt:
    number, groups = NUMBER.search(page), GROUP.findall(page)
    assert number is not None, page
    return Receipt(number=number[1], phrase=read_phrase(" ".join(groups)))


def fill_in(client: StrictClient, **given: Any) -> tuple[str, int]:
    answer = client.post(NEW, {**form_of(client), "text": "某人收了钱，有转账记录。", **given})
    return html_of(answer), answer.status_code


def come_back(client: StrictClient, receipt: Receipt) -> str:
    data = {"number": receipt.number, "phrase": receipt.phrase}
    return html_of(client.submit("/disclose/return/", data, form="return"))


def act(client: StrictClient, page: str, form: str, **given: Any) -> tuple[str, int]:
    """Sends one of the forms of the page; its answer and status."""
    chosen = next(
        f for f in read(page).forms if form in (f.attributes.get(k) for k in ("id", "action"))
    )
    answer = client.post(chosen.attributes["action"], {**chosen.untouched(), **given}, follow=True)
    return html_of(answer), answer.status_code
