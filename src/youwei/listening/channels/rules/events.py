from dataclasses import dataclass
from datetime import datetime

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _
from youwei.listening.channels.rules.circumstances import AnswerBy
from youwei.listening.channels.rules.states import Fate


@dataclass(frozen=True, kw_only=True)
class FormOffered(Event):
    kind = "channels.form_offered"
    title = _("Form offered to a partner's site")
    channel: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OriginsSet(Event):
    kind = "channels.origins_set"
    title = _("Origins set in whose frames the form may stand")
    channel: str
    name: str
    origins: int


@dataclass(frozen=True, kw_only=True)
class TakenDown(Event):
    kind = "channels.taken_down"
    title = _("Taken down at the desk")
    channel: str
    organ: str
    read_back: bool
    answer_by: AnswerBy


@dataclass(frozen=True, kw_only=True)
class BoxOpened(Event):
    kind = "channels.box_opened"
    title = _("Report box opened")
    organ: str
    at: datetime
    count: int


@dataclass(frozen=True, kw_only=True)
class BoxRecounted(Event):
    kind = "channels.box_recounted"
    title = _("Items in the report box counted again")
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class BoxItemAccounted(Event):
    kind = "channels.box_item"
    title = _("Item of the report box accounted for")
    item: int
    fate: Fate


@dataclass(frozen=True, kw_only=True)
class BoxConfirmed(Event):
    kind = "channels.box_confirmed"
    title = _("Opening of the report box confirmed by the second person")
    cases: int
    sealed: int
    void: int


@dataclass(frozen=True, kw_only=True)
class SourceSaved(Event):
    kind = "channels.source_saved"
    title = _("Columns of a forwarding body saved")
    name: str
    channel: str
    columns: int


@dataclass(frozen=True, kw_only=True)
class FileBrought(Event):
    kind = "channels.file_brought"
    title = _("File of a forwarding body brought for preview")
    source: str


@dataclass(frozen=True, kw_only=True)
class RowsTaken(Event):
    kind = "channels.rows_taken"
    title = _("Rows of a forwarding body taken over")
    source: str
    taken: int
    known: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class FileTaken(Event):
    kind = "channels.file_taken"
    title = _("File of a forwarding body taken over")
    source: str


@dataclass(frozen=True, kw_only=True)
class FileDropped(Event):
    kind = "channels.file_dropped"
    title = _("File of a forwarding body dropped; nothing was taken over")
    erases = True
    source: str


@dataclass(frozen=True, kw_only=True)
class CodeRenewed(Event):
    kind = "channels.code_renewed"
    title = _("A new code was handed to the writer; the one that the organ heard opens nothing")
