"""Numbers and query codes: made from a form's nonce, found again by number and code."""

import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.journal.queries import fingerprint
from youwei.kernel import receipts
from youwei.kernel.sealing import derive
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.events import CaseReceived
from youwei.listening.complaints.rules.refusals import TooManyTries, WrongCode

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRIES = 10
TRIES_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Receipt:
    """Shown once. `again` says that the same form had been received before."""

    number: str
    code: str = field(repr=False)
    again: bool = False


def keys() -> tuple[bytes, ...]:
    """The key in force, then former ones: receipts outlive a change of the secret."""
    secrets_ = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(derive(secret, "receipts") for secret in secrets_)


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
    for key in keys():
        known = Case.objects.filter(submission=receipts.hash_of(nonce, key=key))
        for number in known.values_list("number", flat=True):
            return Receipt(number=number, code=receipts.code_of(nonce, key=key), again=True)
    return None


def fingerprint_of(case: Case) -> str:
    """By which anyone can check in the public record that the case was received."""
    return fingerprint(case.subject, CaseReceived.kind)


def case_by_code(number: str, code: str) -> Case:
    """Raises WrongCode whether the number or the code is wrong, TooManyTries for a wrong code after
    ten in a quarter of an hour. The right code always opens: nobody can shut a writer out, and 100
    bits are not guessed. The counter knows the number only, nobody's address.
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
    return case


def _count_wrong(number: str) -> None:
    counter = f"complaints.tries:{receipts.hash_of(number, key=keys()[0])}"
    tries = cache.get(counter, 0)
    if tries >= TRIES:
        raise TooManyTries
    cache.set(counter, tries + 1, TRIES_SECONDS)
