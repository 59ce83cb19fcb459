"""The status page, as far as it leads to the chat, and the time that passes meanwhile."""

import re
from datetime import timedelta
from typing import Any

from tests.harness.clients import StrictClient
from tests.listening.complaints.sender import act, look_up

from youwei.kernel import clock
from youwei.listening.complaints.queries.receipts import Receipt

_SHOWN = re.compile(r"[：:]\s*(\d{5}\xa0\d{5})")


def code_on(client: StrictClient, receipt: Receipt) -> str:
    page, status = act(client, look_up(client, receipt), "wechat")
    assert status == 200
    shown = _SHOWN.search(page)
    assert shown, page
    return shown[1]


def later(**time: float) -> Any:
    return clock.at(clock.now() + timedelta(**time))
