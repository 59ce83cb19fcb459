"""What every operation on a duty does: lock the row, require a reason, keep the words, record."""

from youwei.foundation.duties.models import Duty, Remark
from youwei.foundation.duties.rules.refusals import ReasonMissing
from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import LABEL_LIMIT, Event
from youwei.kernel.words import clean_text

TEXT_LIMIT = 20_000  # characters of a reason, a result or a finding


def locked(duty: Duty) -> Duty:
    """The row as it is now, held until the transaction ends (SQLite holds the whole database)."""
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("campaign", "owner", "verifier", "offered_to", "shielded_from")
        .get(pk=duty.pk)
    )


def require(text: str) -> str:
    cleaned = clean_text(text, limit=TEXT_LIMIT, field="reason")
    if not cleaned:
        raise ReasonMissing(field="reason")
    return cleaned


def remark(actor: Actor, duty: Duty, move: str, text: str) -> None:
    Remark.objects.create(duty=duty, move=move, text=text, author=actor.label[:LABEL_LIMIT])


def track(actor: Actor, duty: Duty, event: Event) -> None:
    record(
        actor=actor,
        event=event,
        subject=duty.subject,
        trail=duty.origin,
        campaign_id=duty.campaign_id,
    )
