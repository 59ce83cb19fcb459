"""The record keeps the hash with which it began: another one would begin another record."""

from youwei.foundation.journal.models import JournalEvent, algorithm
from youwei.kernel.hashing import Algorithm


class HashChanged(Exception):
    """YOUWEI_JOURNAL_HASH names another hash than the one with which the journal began."""


def check_hash() -> None:
    """Raises HashChanged. A first event that fits neither hash is for `verify` to name."""
    first = JournalEvent.objects.order_by("id").first()
    if first is None or first.recomputed() == first.digest:
        return
    other: Algorithm = "sm3" if algorithm() == "sha256" else "sha256"
    if first.recomputed(other) == first.digest:
        raise HashChanged(
            f"YOUWEI_JOURNAL_HASH is {algorithm()} and the journal began with {other};"
            " the hash of a record cannot be changed"
        )
