"""Numbers and query codes: made from a form's nonce, found again by number and code."""

import secrets
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.core import signing
from django.core.cache import cache as shared
from django.db import connection

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.journal.queries import fingerprint
from youwei.kernel import receipts
from youwei.kernel.sealing import derive
from youwei.listening.complaints.access import check_code_opens
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.events import CaseReceived
from youwei.listening.complaints.rules.refusals import TooManyTries, WrongCode

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES = 10
TRIES_SECONDS = 900
_EARLIER = "SELECT number, submission FROM complaints_case WHERE submission IN ({})"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Shown once. `again` says that the same form had been received before; `stored` is what has
    just been stored, so that the page which shows it reads nothing once more.
    """

    number: str
    code: str = field(repr=False)
    again: bool = False
    stored: "Stored | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """`fingerprint`: by which anyone can check in the public record that the case was received."""

    case: Case
    fingerprint: str


def keys() -> tuple[bytes, ...]:
    """The key in force, then former ones: receipts outlive a change of the secret."""
    return _keys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _keys(of: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(derive(secret, "receipts") for secret in of)


def new_submission() -> str:
    """The signed nonce of a form; signed, so that nobody can choose a guessable one."""
    return signing.dumps(receipts.new_nonce(), salt="complaints.submission")


def nonce_of(submission: str) -> str | None:
    """None for a nonce that this installation did not sign."""
    try:
        nonce = signing.loads(submission, salt="complaints.submission")
    except signing.BadSignature:
        return None
    return nonce if isinstance(nonce, str) else None


def new_number(campaign: Campaign) -> str:
    """Random, not counted: tells nothing about how many wrote, and waits for no shared counter."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{campaign.number_prefix}-{letters[:4]}-{letters[4:]}"


def earlier(nonce: str) -> Receipt | None:
    """The receipt of a form that was received already."""
    hashes = {receipts.hash_of(nonce, key=key): key for key in keys()}
    marks = ", ".join(["%s"] * len(hashes))
    with connection.cursor() as cursor:  # each form asks; the mapper took longer than the database
        cursor.execute(_EARLIER.format(marks), list(hashes))
        known = cursor.fetchone()
    if known is None:
        return None
    number, submission = known
    code = receipts.code_of(nonce, key=hashes[submission])
    return Receipt(number=number, code=code, again=True)


def case_of(receipt: Receipt) -> Case:
    if receipt.stored is not None:
        return receipt.stored.case
    return Case.objects.get(number=receipt.number)


def stored_as(number: str) -> Stored:
    case = Case.objects.select_related("campaign").get(number=number)
    return Stored(case, fingerprint_of(case))


def fingerprint_of(case: Case) -> str:
    return fingerprint(case.subject, CaseReceived.kind)


def case_by_code(number: str, code: str) -> Case:
    """Raises WrongCode whether the number or the code is wrong, TooManyTries for a wrong code after
    ten in a quarter of an hour. The right code always opens: nobody can shut a writer out, and 100
    bits are not guessed. The counter knows the number only, nobody's address. A right code that
    others may hold is refused by name (access.check_code_opens).
    """
    number = number.strip().upper()
    case = (
        Case.objects.select_related("campaign", "about_organ", "merged_into")
        .filter(number=number)
        .first()
    )
    # An unknown number costs the same comparison, so that time does not tell it apart.
    stored = case.code_hash if case is not None else "0" * 64
    matched = [receipts.matches(code, stored, key=key) for key in keys()]
    if case is None or not any(matched):
        _count_wrong(number)
        raise WrongCode
    check_code_opens(case)
    return case


def _count_wrong(number: str) -> None:
    counter = f"complaints.tries:{receipts.hash_of(number, key=keys()[0])}"
    tries = shared.get(counter, 0)
    if tries >= TRIES:
        raise TooManyTries
    shared.set(counter, tries + 1, TRIES_SECONDS)
