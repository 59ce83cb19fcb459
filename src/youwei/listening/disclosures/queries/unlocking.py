"""A recipient's secret key, opened by their passphrase, for one answer and no longer."""

from django.core.cache import cache
from django.db import transaction

from youwei.listening.disclosures.models import RecipientKey, RecipientSecret
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.refusals import NoKey, TooManyKeys, WrongKey

TRIES = 5
TRIES_SECONDS = 900


def unlocked(key: RecipientKey, passphrase: str) -> str:
    """Raises WrongKey, and TooManyKeys after five in a quarter of an hour. A try is counted before
    it is made, and one that succeeds is given back: tries at once are no more than those in turn.
    """
    held = _counted(key, 1)
    try:
        secret = locks.unlock(held.locked, passphrase, context=key.public)
    except locks.WrongPassphrase:
        raise WrongKey(field="passphrase") from None
    _counted(key, -1)
    return secret


@transaction.atomic
def _counted(key: RecipientKey, tries: int) -> RecipientSecret:
    """One at a time: the count is read and written while the row is held."""
    held = RecipientSecret.objects.select_for_update().filter(key=key).first()
    if held is None:
        raise NoKey
    counter = f"disclosures.key-tries:{key.pk}"
    count = cache.get(counter, 0) + tries
    if count > TRIES:
        raise TooManyKeys
    cache.set(counter, max(count, 0), TRIES_SECONDS)
    return held
