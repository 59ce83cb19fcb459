"""What a case page carries instead of the query code: signed, for half an hour, for one case and
for the code that opened it."""

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
    """`once` marks the page that it stands on, so that a reload does not act twice. `code` is the
    beginning of the code's keyed hash: a code that became void takes its pages with it.
    """

    case_id: int
    once: str
    code: str

    def opens(self, case: Case) -> bool:
        return self.code == _code_of(case)

    def first_use(self, move: str) -> bool:
        """The mark stands in the database: it falls with the transaction of a move that fails."""
        return cache.add(f"complaints.ticket:{move}:{self.once}", 1, LIFETIME.total_seconds())


def issue(case: Case) -> str:
    until = int((clock.now() + LIFETIME).timestamp())
    words = [case.pk, secrets.token_urlsafe(12), _code_of(case), until]
    return signing.dumps(words, salt=_SALT, compress=True)


def opened(token: str) -> Ticket | None:
    """None for one that is forged or too old."""
    try:
        case_id, once, code, until = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):  # ValueError: of an earlier version
        return None
    return Ticket(case_id, once, code) if clock.now().timestamp() <= until else None


def _code_of(case: Case) -> str:
    return case.code_hash[:16]
