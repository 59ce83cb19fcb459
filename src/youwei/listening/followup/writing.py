"""Rows held until the transaction ends, and the words that go with a step."""

from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.words import clean_text
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.refusals import NothingWritten
from youwei.listening.followup.models import CallBack, Entry, Listing, Report, Transfer
from youwei.listening.followup.queries.retaliation import sealed

TEXT_LIMIT = 5_000  # characters
MARK_LIMIT = 60


def held_call(call: CallBack) -> CallBack:
    rows = CallBack.objects.select_for_update(of=("self",))
    return rows.select_related("case__campaign", "duty", "organ").get(pk=call.pk)


def held_report(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("case__campaign").get(pk=report.pk)


def held_listing(listing: Listing) -> Listing:
    rows = Listing.objects.select_for_update(of=("self",))
    return rows.select_related("organ", "campaign").get(pk=listing.pk)


def held_transfer(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",))
    return rows.select_related("case__campaign").get(pk=transfer.pk)


def needed(text: str, *, field: str = "text") -> str:
    cleaned = clean_text(text, limit=TEXT_LIMIT, field=field)
    if not cleaned:
        raise NothingWritten(field=field)
    return cleaned


def enter(
    report: Report, move: str, text: str, *, author: str = "", told: bool = False
) -> Entry | None:
    """`author` is empty for the writer. Nothing said leaves no row."""
    if not text.strip():
        return None
    case: Case = report.case
    return Entry.objects.create(
        report=report,
        from_writer=not author,
        move=move,
        sealed_text=sealed(case, clean_text(text, limit=TEXT_LIMIT, field="text")),
        told=told,
        author=author,
    )


def track_report(actor: Actor, report: Report, event: Event) -> None:
    """In its own trail: whoever reads the history of the case finds nothing."""
    record(actor=actor, event=event, subject=report.subject, campaign_id=report.case.campaign_id)
