from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class DutyAssigned(Event):
    kind = "duties.assigned"
    title = _("Assigned")
    number: str
    owner: str
    verifier: str
    due_on: date
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class DutyAccepted(Event):
    kind = "duties.accepted"
    title = _("Signed for")
    owner: str


@dataclass(frozen=True, kw_only=True)
class DutyObjected(Event):
    kind = "duties.objected"
    title = _("Objected to the assignment")
    owner: str


@dataclass(frozen=True, kw_only=True)
class ObjectionRejected(Event):
    kind = "duties.objection_rejected"
    title = _("Objection not upheld: the assignment stands")
    owner: str


@dataclass(frozen=True, kw_only=True)
class DutyReassigned(Event):
    kind = "duties.reassigned"
    title = _("Assigned to another organ")
    before: str
    after: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class TransferOffered(Event):
    kind = "duties.transfer_offered"
    title = _("Transfer offered; the offering organ stays responsible until it is taken over")
    owner: str
    offered_to: str


@dataclass(frozen=True, kw_only=True)
class TransferTaken(Event):
    kind = "duties.transfer_taken"
    title = _("Taken over")
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class TransferDeclined(Event):
    kind = "duties.transfer_declined"
    title = _("Transfer declined")
    offered_to: str


@dataclass(frozen=True, kw_only=True)
class HandlerNamed(Event):
    kind = "duties.handler_named"
    title = _("Handler named")
    handler: str


@dataclass(frozen=True, kw_only=True)
class ProgressTold(Event):
    kind = "duties.progress_told"
    title = _("Progress told")
    progress: int


@dataclass(frozen=True, kw_only=True)
class DutyReported(Event):
    kind = "duties.reported"
    title = _("Reported as done")
    owner: str


@dataclass(frozen=True, kw_only=True)
class DutyVerified(Event):
    kind = "duties.verified"
    title = _("Checked and cleared")
    verifier: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class DutySentBack(Event):
    kind = "duties.sent_back"
    title = _("Sent back by the check")
    verifier: str


@dataclass(frozen=True, kw_only=True)
class DutyReopened(Event):
    kind = "duties.reopened"
    title = _("Reopened")
    owner: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DutyKeptFromOrgan(Event):
    kind = "duties.kept_from_organ"
    title = _("Kept from another organ that it is about")


@dataclass(frozen=True, kw_only=True)
class DutyRecalled(Event):
    kind = "duties.recalled"
    title = _("Recalled")
    owner: str


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(Event):
    kind = "duties.extension_asked"
    title = _("Extension asked")
    until: date


@dataclass(frozen=True, kw_only=True)
class ExtensionDecided(Event):
    kind = "duties.extension_decided"
    title = _("Extension decided")
    granted: bool
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DutyEscalated(Event):
    kind = "duties.escalated"
    title = _("Reminded")
    rung: str
    to: str


@dataclass(frozen=True, kw_only=True)
class DueDateRecomputed(Event):
    kind = "duties.due_date_recomputed"
    title = _("Due date recomputed after the calendar was announced")
    before: date
    after: date


@dataclass(frozen=True, kw_only=True)
class RecheckDone(Event):
    kind = "duties.recheck_done"
    title = _("Looked at again")
    holds: bool


@dataclass(frozen=True, kw_only=True)
class DutyEmptied(Event):
    kind = "duties.emptied"
    title = _("Words and files were removed: another body has the matter")
    erases = True


@dataclass(frozen=True, kw_only=True)
class DutiesHandedOver(Event):
    kind = "duties.handed_over"
    title = _("Duties handed over")
    count: int
    successor: str


@dataclass(frozen=True, kw_only=True)
class SearchSaved(Event):
    kind = "duties.search_saved"
    title = _("Search saved")
    place: str


@dataclass(frozen=True, kw_only=True)
class SearchDropped(Event):
    kind = "duties.search_dropped"
    title = _("Saved search removed")
    place: str


@dataclass(frozen=True, kw_only=True)
class NewsGathered(Event):
    kind = "duties.news_gathered"
    title = _("Saved search looked through")
    found: int
