from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class CaseReceived(Event):
    kind = "complaints.received"
    title = _("Received")
    number: str
    channel: str
    case_kind: str
    receipt: str  # keyed hash of the query code: the receipt's own mark in the journal


@dataclass(frozen=True, kw_only=True)
class CaseSentTwice(Event):
    kind = "complaints.sent_twice"
    title = _("Sent again; the same receipt was shown")


@dataclass(frozen=True, kw_only=True)
class CaseImported(Event):
    kind = "complaints.imported"
    title = _("Taken over from another system")
    number: str
    channel: str
    happened_on: date
    replied_on: date | None


@dataclass(frozen=True, kw_only=True)
class CaseImportedSorted(CaseImported):
    """`category` is the rulebook's code for it. A name that the rulebook has not is not kept: the
    journal never forgets, and a cell of somebody else's table may hold anything.
    """

    kind = "complaints.imported_sorted"
    title = _("Taken over from another system with its category there")
    category: str


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(Event):
    kind = "complaints.accepted"
    title = _("Accepted")
    case_kind: str
    about: str


@dataclass(frozen=True, kw_only=True)
class CaseSorted(Event):
    kind = "complaints.sorted"
    title = _("Kind, organ or themes set")
    case_kind: str
    about: str


@dataclass(frozen=True, kw_only=True)
class CaseRefused(Event):
    kind = "complaints.refused"
    title = _("Not accepted; the right channel was shown")
    ground: str


@dataclass(frozen=True, kw_only=True)
class CaseForwarded(Event):
    kind = "complaints.forwarded"
    title = _("Another body confirmed that it has taken the matter over")
    door: str


@dataclass(frozen=True, kw_only=True)
class CaseEmptied(Event):
    kind = "complaints.emptied"
    title = _("Content erased: only number and days stay here")
    erases = True


@dataclass(frozen=True, kw_only=True)
class CaseMerged(Event):
    kind = "complaints.merged"
    title = _("Merged with a case about the same matter")
    lead: str


@dataclass(frozen=True, kw_only=True)
class CaseSplit(Event):
    kind = "complaints.split"
    title = _("Taken out of the merger again")
    lead: str


@dataclass(frozen=True, kw_only=True)
class CaseDispatched(Event):
    kind = "complaints.dispatched"
    title = _("Sent to the competent organ")
    owner: str
    verifier: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseRecalled(Event):
    kind = "complaints.recalled"
    title = _("Taken back from the organ")


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(Event):
    kind = "complaints.answered"
    title = _("Answered after an independent check")
    rate_until: date


@dataclass(frozen=True, kw_only=True)
class CaseResumed(Event):
    kind = "complaints.resumed"
    title = _("Work goes on")


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    kind = "complaints.reopened"
    title = _("Reopened by the writer")


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    kind = "complaints.closed"
    title = _("Case closed")
    rated: bool


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    kind = "complaints.withdrawn"
    title = _("Withdrawn by the writer")


@dataclass(frozen=True, kw_only=True)
class CaseRated(Event):
    kind = "complaints.rated"
    title = _("The writer rated the answer")


@dataclass(frozen=True, kw_only=True)
class MessageAdded(Event):
    kind = "complaints.message_added"
    title = _("Message added")
    from_writer: bool


@dataclass(frozen=True, kw_only=True)
class AnswerPrepared(Event):
    kind = "complaints.answer_prepared"
    title = _("Answer prepared; it is being checked")


@dataclass(frozen=True, kw_only=True)
class StatementGiven(Event):
    kind = "complaints.statement_given"
    title = _("The writer consented to an exact statement")
    digest: str


@dataclass(frozen=True, kw_only=True)
class StatementTakenBack(Event):
    kind = "complaints.statement_taken_back"
    title = _("Consent to the statement taken back")


@dataclass(frozen=True, kw_only=True)
class StatementPassedOn(Event):
    kind = "complaints.statement_passed_on"
    title = _("The statement, and nothing else, was passed on")
    digest: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ContactOpened(Event):
    kind = "complaints.contact_opened"
    title = _("Name and contact opened, as the writer agreed")
    organ: str


@dataclass(frozen=True, kw_only=True)
class WriterErased(Event):
    kind = "complaints.writer_erased"
    title = _("Name and contact erased as the retention rule says")
    erases = True


@dataclass(frozen=True, kw_only=True)
class FilesErased(Event):
    kind = "complaints.files_erased"
    title = _("Files erased as the retention rule says")
    erases = True
    count: int


@dataclass(frozen=True, kw_only=True)
class ChannelTokenIssued(Event):
    kind = "complaints.channel_token_issued"
    title = _("Channel token issued")
    channel: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ChannelTokenRevoked(Event):
    kind = "complaints.channel_token_revoked"
    title = _("Channel token revoked")
    channel: str
    name: str
