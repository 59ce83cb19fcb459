from dataclasses import dataclass
from datetime import datetime

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class BackupMade(Event):
    kind = "journal.backed_up"
    title = _("Backup made")
    events: int
    sealed: bool
    with_keys: bool


@dataclass(frozen=True, kw_only=True)
class BackupRestored(Event):
    kind = "journal.restored"
    title = _("Restored from a backup")
    made_at: datetime
    events: int
