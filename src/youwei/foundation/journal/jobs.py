"""Run by the worker; each may run twice."""

from youwei.foundation.journal.writing.sequencing import sequence


def sequence_events() -> int:
    """Takes what was recorded since into the tree and signs its head; returns how many events."""
    return sequence()
