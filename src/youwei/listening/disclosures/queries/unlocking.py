"""A recipient's secret key, opened by their passphrase, for one answer and no longer."""

from django.core.cache import cache

from youwei.listening.disclosures.models import RecipientKey, RecipientSecret
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.refusals import NoKey, TooManyKeys, WrongKey

TRIES = 5
TRIES_SECONDS = 900


def unlocked(key: RecipientKey, passphrase: str) -> str:
    """Raises WrongKey, and TooManyKeys after five in a quarter of an hour."""
    counter = f"disclosures.key-tries:{key.pk}"
    tries = cache.get(counter, 0)
    if tries >= TRIES:
        raise TooManyKeys
    held = RecipientSecret.objects.filter(key=key).first()
    if held is None:
        raise NoKey
    try:
        return locks.unlock(held.locked, passphrase, context=key.public)
    except locks.WrongPassphrase:
        cache.set(counter, tries + 1, TRIES_SECONDS)
        raise WrongKey(field="passphrase") from None
