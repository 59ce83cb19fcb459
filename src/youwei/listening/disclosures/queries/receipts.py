"""Number and passphrase: made from a form's nonce, found again, and what they unlock."""

import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.journal.queries import fingerprint
from youwei.kernel import receipts
from youwei.kernel.sealing import derive
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.rules import locks, phrases
from youwei.listening.disclosures.rules.events import DisclosureReceived
from youwei.listening.disclosures.rules.refusals import TooManyPhrases, WrongPhrase

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SALT = "disclosures.submission"
TRIES = 10
TRIES_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Receipt:
    """Shown once. `again` says that the same form had been received before."""

    number: str
    phrase: str = field(repr=False)
    again: bool = False

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """Characters with their syllables, group by group."""
        return tuple(zip(phrases.groups(self.phrase), phrases.syllables(self.phrase), strict=True))


@dataclass(frozen=True, slots=True)
class Opened:
    """A disclosure whose reporter has shown the passphrase; `secret` opens what they were told."""

    disclosure: Disclosure
    secret: str = field(repr=False)


def keys() -> tuple[bytes, ...]:
    """The key in force, then former ones."""
    every = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(derive(one, "disclosures") for one in every)


def new_submission() -> str:
    """The signed nonce of a form; the passphrase is derived from it, so nobody may choose it."""
    return signing.dumps(receipts.new_nonce(), salt=_SALT)


def nonce_of(submission: str) -> str | None:
    """None for a nonce that this installation did not sign."""
    try:
        nonce = signing.loads(submission, salt=_SALT)
    except signing.BadSignature:
        return None
    return nonce if isinstance(nonce, str) else None


def new_number(campaign: Campaign) -> str:
    """Random: tells nothing about how many wrote."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{campaign.number_prefix}-J-{letters[:4]}-{letters[4:]}"


def earlier(nonce: str) -> Receipt | None:
    """The receipt of a form that was received already."""
    for key in keys():
        known = Disclosure.objects.filter(submission=receipts.hash_of(nonce, key=key))
        for number in known.values_list("number", flat=True):
            return Receipt(number=number, phrase=phrases.phrase_of(nonce, key=key), again=True)
    return None


def fingerprint_of(disclosure: Disclosure) -> str:
    """By which anyone can check in the public record that it was received."""
    return fingerprint(disclosure.subject, DisclosureReceived.kind)


def opened_by(number: str, phrase: str) -> Opened:
    """Raises WrongPhrase whether number or phrase is wrong, TooManyPhrases for a wrong one after
    ten in a quarter of an hour. The right one always opens. Only the number is counted.
    """
    read = phrases.read(phrase)
    number = number.strip().upper()
    found = Disclosure.objects.select_related("campaign", "body").filter(number=number).first()
    if found is None:
        locks.as_costly(read, cost=locks.RECEIPT)
        _count_wrong(number)
        raise WrongPhrase(field="phrase")
    try:
        secret = locks.unlock(found.reporter_lock, read, context=found.lock_context)
    except locks.WrongPassphrase:
        _count_wrong(number)
        raise WrongPhrase(field="phrase") from None
    return Opened(found, secret)


def _count_wrong(number: str) -> None:
    counter = f"disclosures.tries:{receipts.hash_of(number, key=keys()[0])}"
    tries = cache.get(counter, 0)
    if tries >= TRIES:
        raise TooManyPhrases
    cache.set(counter, tries + 1, TRIES_SECONDS)
