from datetime import timedelta

from youwei.foundation.files.operations import discard_orphans
from youwei.foundation.files.queries import orphans
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM

GRACE = timedelta(hours=1)  # no upload takes so long


def sweep_orphans() -> int:
    """Daily. Writes nothing where nothing was left behind; safe to run twice at once."""
    before = clock.now() - GRACE
    return discard_orphans(actor=SYSTEM, before=before) if orphans(before=before) else 0
