"""What a case page carries instead of the query code: signed, for half an hour, for one case."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import cache

from youwei.kernel import clock
from youwei.listening.complaints.models import Case

LIFETIME = timedelta(minutes=30)
_SALT = "complaints.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`once` marks the page that it stands on, so that a reload does not act twice."""

    case_id: int
    once: str

    def first_use(self, move: str) -> bool:
        """The mark stands in the database: it falls with the transaction of a move that fails."""
        return cache.add(f"complaints.ticket:{move}:{self.once}", 1, LIFETIME.total_seconds())


def issue(case: Case) -> str:
    until = int((clock.now() + LIFETIME).timestamp())
    return signing.dumps([case.pk, secrets.token_urlsafe(12), until], salt=_SALT, compress=True)


def opened(token: str) -> Ticket | None:
    """None for one that is forged or too old."""
    try:
        case_id, once, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Ticket(case_id, once) if clock.now().timestamp() <= until else None
