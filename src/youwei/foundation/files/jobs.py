from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from youwei.foundation.files.operations import discard_orphans
from youwei.foundation.files.queries import orphans
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM

GRACE = timedelta(hours=1)  # no upload takes so long


def sweep_orphans() -> int:
    """Daily. Writes nothing where nothing was left behind; safe to run twice at once."""
    before = clock.now() - GRACE
    _discard_uploads(before)
    return discard_orphans(actor=SYSTEM, before=before) if orphans(before=before) else 0


def _discard_uploads(before: datetime) -> None:
    """Originals that a process which died left where they waited."""
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):  # its own process came first
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
