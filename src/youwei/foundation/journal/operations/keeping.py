from datetime import datetime

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.journal.rules.events import BackupMade, BackupRestored
from youwei.kernel.actor import Actor

SUBJECT = "journal:keeping"


@operation
def record_backup(*, actor: Actor, events: int, sealed: bool, with_keys: bool) -> JournalEvent:
    """Somebody holds a copy of everything from now on. `events` were in it."""
    event = BackupMade(events=events, sealed=sealed, with_keys=with_keys)
    return record(actor=actor, event=event, subject=SUBJECT)


@operation
def record_restore(*, actor: Actor, made_at: datetime, events: int) -> JournalEvent:
    """The first event after the restored ones: what came after the backup is not in this record."""
    event = BackupRestored(made_at=made_at, events=events)
    return record(actor=actor, event=event, subject=SUBJECT)
