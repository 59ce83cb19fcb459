"""Run by the worker; each may run twice."""

from youwei.foundation.journal.writing.noting import note_verification
from youwei.foundation.journal.writing.sequencing import sequence


def sequence_events() -> int:
    """Takes what was recorded since into the tree and signs its head; returns how many events."""
    return sequence()


def verify_journal() -> int:
    """Checks every event, leaf and signed head, for the audit administrator's page."""
    return note_verification().checked
