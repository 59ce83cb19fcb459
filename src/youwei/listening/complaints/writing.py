"""What every operation on a case does: lock the row, clean the words, record the event."""

from datetime import datetime

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.words import clean_text
from youwei.listening.complaints.listeners import tell
from youwei.listening.complaints.models import Case, SpentProof
from youwei.listening.complaints.rules.refusals import NothingWritten

MESSAGE_LIMIT = 5_000  # characters of a message, a reason or a statement


def locked(case: Case) -> Case:
    """The row as it is now, held until the transaction ends."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("campaign", "about_organ", "merged_into")
        .get(pk=case.pk)
    )


def words(text: str, *, field: str, limit: int = MESSAGE_LIMIT) -> str:
    cleaned = clean_text(text, limit=limit, field=field)
    if not cleaned:
        raise NothingWritten(field=field)
    return cleaned


def track(actor: Actor, case: Case, event: Event, *, subject: str = "") -> JournalEvent:
    """Last in its operation: apps above are told, and find the case as it is now."""
    written = record(
        actor=actor, event=event, subject=subject or case.subject, campaign_id=case.campaign_id
    )
    tell(actor, case, event)
    return written


def organ_label(case: Case) -> str:
    return case.about_organ.name if case.about_organ else ""


def forget_proofs(run_out_by: datetime) -> int:
    """Spent proofs of work that are of no use any more; they say nothing, and leave no event."""
    return SpentProof.objects.filter(until__lt=run_out_by).delete()[0]
