"""What every operation on a batch does: lock the row, clean the words, record the event."""

from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.words import clean_text
from youwei.listening.feedback.models import Batch, Hand
from youwei.listening.feedback.queries.judging import judged
from youwei.listening.feedback.rules.refusals import NothingToSend, NotReady
from youwei.listening.feedback.words import CHECK_WORDS

TEXT_LIMIT = 2_000  # characters of a problem, a demand or a reason


def locked(batch: Batch) -> Batch:
    return (
        Batch.objects.select_for_update(of=("self",))
        .select_related("campaign", "organ", "verifier")
        .get(pk=batch.pk)
    )


def words(text: str, *, field: str) -> str:
    return clean_text(text, limit=TEXT_LIMIT, field=field)


def lend_hand(actor: Actor, batch: Batch) -> None:
    """Whoever wrote a part of it does not approve it."""
    assert actor.account_id is not None, "feedback is written by a person"
    Hand.objects.get_or_create(batch=batch, account_id=actor.account_id)


def check_ready(batch: Batch) -> None:
    """Every item passes every check, with the sources as they are now."""
    items = judged(batch)
    if not items:
        raise NothingToSend
    for one in items:
        if not one.judgement.ready:
            raise NotReady(first=CHECK_WORDS[one.judgement.failed[0]])


def track(actor: Actor, batch: Batch, event: Event) -> None:
    record(actor=actor, event=event, subject=batch.subject, campaign_id=batch.campaign_id)
