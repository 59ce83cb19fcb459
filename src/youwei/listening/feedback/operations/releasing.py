"""送审, 批准, 发出: nothing is skipped, and no one person can do both."""

from youwei.foundation.duties.operations.assigning import Assignment, assign
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import dependants, present_organs
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.refusals import NothingWritten
from youwei.listening.complaints.rules.statements import neutral_title
from youwei.listening.feedback.access import check_move, check_sees_sources
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.queries.sources import feedback_rules
from youwei.listening.feedback.rules import events
from youwei.listening.feedback.rules.refusals import UnfitChecker
from youwei.listening.feedback.words import DEMAND_WORD
from youwei.listening.feedback.writing import check_ready, lend_hand, locked, track, words

KIND = "rectification"


@operation
def submit(*, actor: Actor, batch: Batch) -> Batch:
    batch = locked(batch)
    after = check_move(actor, batch, "submit")
    check_ready(batch)
    lend_hand(actor, batch)
    batch.state, batch.submitted_by_id, batch.reason = after, actor.account_id, ""
    batch.save(update_fields=["state", "submitted_by", "reason"])
    track(actor, batch, events.BatchSubmitted())
    return batch


@operation
def send_back(*, actor: Actor, batch: Batch, reason: str) -> Batch:
    """退改: also after the approval, as long as it has not been sent."""
    batch = locked(batch)
    batch.state = check_move(actor, batch, "return")
    batch.reason = _reason(reason)
    batch.approved_by = batch.approved_at = None
    batch.save(update_fields=["state", "reason", "approved_by", "approved_at"])
    batch.items.update(approved_by=None)
    track(actor, batch, events.BatchReturned())
    return batch


@operation
def approve(*, actor: Actor, batch: Batch) -> Batch:
    """By somebody who wrote none of it, and may read everything that stands behind it."""
    batch = locked(batch)
    batch.state = check_move(actor, batch, "approve")
    check_sees_sources(actor, batch)
    check_ready(batch)
    batch.approved_by_id, batch.approved_at = actor.account_id, clock.now()
    batch.save(update_fields=["state", "approved_by", "approved_at"])
    batch.items.update(approved_by=actor.account_id)
    track(actor, batch, events.BatchApproved())
    return batch


@operation
def release(*, actor: Actor, batch: Batch, verifier: Organ | None = None) -> Batch:
    """Each item becomes a duty of the organ. The sources are judged once more, as they are now."""
    batch = locked(batch)
    batch.state = check_move(actor, batch, "release")
    _hold_sources(batch)
    check_ready(batch)
    batch.organ = Organ.objects.get(pk=present_organs([batch.organ_id])[batch.organ_id])
    batch.verifier = verifier or batch.verifier
    if batch.verifier_id in dependants(batch.organ_id):
        raise UnfitChecker(field="verifier")
    for item in batch.items.all():
        _owe(actor, batch, item)
    batch.released_at = clock.now()
    batch.save()
    assert batch.due_on is not None
    track(
        actor,
        batch,
        events.BatchReleased(
            organ=batch.organ.name, items=batch.items.count(), due_on=batch.due_on
        ),
    )
    return batch


@operation
def drop(*, actor: Actor, batch: Batch, reason: str) -> Batch:
    """Its sources are free for another batch."""
    batch = locked(batch)
    batch.state = check_move(actor, batch, "drop")
    batch.reason = _reason(reason)
    batch.save(update_fields=["state", "reason"])
    track(actor, batch, events.BatchDropped())
    return batch


def _hold_sources(batch: Batch) -> None:
    """Until the transaction ends: nobody withdraws a source between the check and the release."""
    sources = Case.objects.filter(feedback_sources__item__batch=batch)
    list(
        Case.objects.select_for_update()
        .filter(pk__in=sources.values("pk"))
        .order_by("pk")
        .values_list("pk")
    )


def _owe(actor: Actor, batch: Batch, item: Item) -> None:
    """The organ learns the words of the duty and nothing else; they go to no other organ."""
    duty = assign(
        actor=actor,
        campaign=batch.campaign,
        assignment=Assignment(
            kind=KIND,
            rule_kind="",
            origin=item.subject,
            title=neutral_title(item.text),
            statement=f"{item.text}\n\n{DEMAND_WORD}{item.demand}",
            owner=batch.organ,
            verifier=batch.verifier,
            term=feedback_rules(batch.campaign).rectification.term,
            starts_on=clock.today(),
            stays_with_owner=True,
            follows_progress=True,
        ),
    )
    item.duty = duty
    item.save(update_fields=["duty"])
    batch.due_on, batch.due_provisional = duty.due_on, duty.due_provisional


def _reason(text: str) -> str:
    reason = words(text, field="reason")
    if not reason:
        raise NothingWritten(field="reason")
    return reason
