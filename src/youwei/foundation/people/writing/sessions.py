"""Where Django keeps sign-ins: beside each stands whose it is, so that it can be ended."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.http import HttpRequest

from youwei.foundation.people.models import Account, DeskSession
from youwei.kernel import clock

BEGUN, USED = "begun", "used"


class SessionStore(Kept):
    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: Mapping[str, Any]) -> DeskSession:
        row = super().create_model_instance(dict(data))
        assert isinstance(row, DeskSession)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.begun_on = _day(data.get(BEGUN))
        row.used_on = _day(data.get(USED))
        return row


def _day(moment: float | None) -> date | None:
    return None if moment is None else clock.day_of(datetime.fromtimestamp(moment, UTC))


def begin(request: HttpRequest) -> None:
    request.session[BEGUN] = request.session[USED] = clock.now().timestamp()


def end_all(account: Account, *, but: str | None = None) -> int:
    """Ends the account's sign-ins, all or all but one; returns how many."""
    rows = DeskSession.objects.filter(account=account).exclude(session_key=but or "")
    return rows.delete()[0]
