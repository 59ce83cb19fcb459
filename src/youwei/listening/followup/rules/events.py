from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class CallBacksDrawn(Event):
    """The seed stands in the draw and is shown when all calls have ended."""

    kind = "followup.call_backs_drawn"
    title = _("Call-backs drawn by chance")
    month: date
    frame: int
    drawn: int
    commitment: str


@dataclass(frozen=True, kw_only=True)
class CallBackContactOpened(Event):
    kind = "followup.contact_opened"
    title = _("Name and contact opened for a call-back, as the writer agreed")


@dataclass(frozen=True, kw_only=True)
class CallTried(Event):
    kind = "followup.call_tried"
    title = _("Tried to reach the writer")
    attempt: int


@dataclass(frozen=True, kw_only=True)
class CallEnded(Event):
    kind = "followup.call_ended"
    title = _("Call-back ended")
    result: str


@dataclass(frozen=True, kw_only=True)
class RetaliationReported(Event):
    kind = "followup.retaliation_reported"
    title = _("Retaliation reported")
    source: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class RetaliationOpened(Event):
    kind = "followup.retaliation_opened"
    title = _("Report of retaliation opened and read")


@dataclass(frozen=True, kw_only=True)
class RetaliationMoved(Event):
    kind = "followup.retaliation_moved"
    title = _("Report of retaliation: step recorded")
    move: str
    state: str


@dataclass(frozen=True, kw_only=True)
class RetaliationEscalated(Event):
    kind = "followup.retaliation_escalated"
    title = _("Report of retaliation not taken up in time: the leading group was told")


@dataclass(frozen=True, kw_only=True)
class RetaliationHandedOver(Event):
    kind = "followup.retaliation_handed_over"
    title = _("Report of retaliation: the office is bound up now, the leading group reads it")


@dataclass(frozen=True, kw_only=True)
class CheckBacksChosen(Event):
    kind = "followup.check_backs_chosen"
    title = _("The writer chose how often to be asked again")
    every: str
    count: int


@dataclass(frozen=True, kw_only=True)
class CheckBackDue(Event):
    kind = "followup.check_back_due"
    title = _("The writer is asked again")


@dataclass(frozen=True, kw_only=True)
class CheckBackAnswered(Event):
    kind = "followup.check_back_answered"
    title = _("The writer said whether it goes on")
    word: str


@dataclass(frozen=True, kw_only=True)
class OrganWarned(Event):
    kind = "followup.organ_warned"
    title = _("Warned before publication as an organ that does not answer")
    organ: str
    overdue: int
    total: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ListingMoved(Event):
    kind = "followup.listing_moved"
    title = _("Listing of an organ that does not answer: step recorded")
    organ: str
    move: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ListingPublished(Event):
    """What was published stays here after it was taken down."""

    kind = "followup.listing_published"
    title = _("Published as an organ that does not answer")
    organ: str
    overdue: int
    total: int
    oldest: date | None
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class ListingCounted(Event):
    kind = "followup.listing_counted"
    title = _("Numbers of a listing brought up to date")
    organ: str
    overdue: int
    total: int


@dataclass(frozen=True, kw_only=True)
class TransferPrepared(Event):
    kind = "followup.transfer_prepared"
    title = _("Transfer to another body prepared")
    door: str
    carries: str


@dataclass(frozen=True, kw_only=True)
class TransferMoved(Event):
    kind = "followup.transfer_moved"
    title = _("Transfer to another body: step recorded")
    titles = {
        "send": _("Sent to the other body"),
        "confirm": _("The other body confirmed that it has it"),
        "return": _("The other body sent it back"),
        "refuse": _("The writer does not want the words to go to the other body"),
        "give_up": _("Transfer given up"),
    }
    door: str
    move: str
    state: str


@dataclass(frozen=True, kw_only=True)
class TransferAgreed(Event):
    kind = "followup.transfer_agreed"
    title = _("The writer agreed that the text goes to the other body")
    door: str


@dataclass(frozen=True, kw_only=True)
class TransferReminded(Event):
    kind = "followup.transfer_reminded"
    title = _("The other body has not confirmed in time; the office was reminded")
    door: str
