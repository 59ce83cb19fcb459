from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class BatchDrafted(Event):
    kind = "feedback.drafted"
    title = _("Draft begun")
    number: str
    organ: str


@dataclass(frozen=True, kw_only=True)
class ItemWritten(Event):
    kind = "feedback.item_written"
    title = _("Item written")
    sources: int
    generalised: bool


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(Event):
    kind = "feedback.item_removed"
    title = _("Item taken out")


@dataclass(frozen=True, kw_only=True)
class BatchSubmitted(Event):
    kind = "feedback.submitted"
    title = _("Submitted for approval")


@dataclass(frozen=True, kw_only=True)
class BatchReturned(Event):
    kind = "feedback.returned"
    title = _("Returned for changes")


@dataclass(frozen=True, kw_only=True)
class BatchApproved(Event):
    kind = "feedback.approved"
    title = _("Approved by a second person")


@dataclass(frozen=True, kw_only=True)
class BatchReleased(Event):
    kind = "feedback.released"
    title = _("Sent to the organ")
    organ: str
    items: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class BatchDropped(Event):
    kind = "feedback.dropped"
    title = _("Will not be sent")


@dataclass(frozen=True, kw_only=True)
class ItemBegun(Event):
    kind = "feedback.item_begun"
    title = _("The organ signed for an item")


@dataclass(frozen=True, kw_only=True)
class ItemRectified(Event):
    kind = "feedback.item_rectified"
    title = _("An item was put right, checked by another organ")


@dataclass(frozen=True, kw_only=True)
class ItemResumed(Event):
    kind = "feedback.item_resumed"
    title = _("Work on an item goes on")


@dataclass(frozen=True, kw_only=True)
class ItemRecalled(Event):
    kind = "feedback.item_recalled"
    title = _("An item was taken back from the organ")


@dataclass(frozen=True, kw_only=True)
class CaseKeptOut(Event):
    kind = "feedback.case_kept_out"
    title = _("The writer asked to be left out of central feedback")
