"""Lists are prepared by one and confirmed by another; holds stop both."""

from datetime import date, datetime

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.retention import access
from youwei.foundation.retention.models import TEXT_LENGTH, Disposal, Hold
from youwei.foundation.retention.offers import can_lift, due_now, find, kept_of
from youwei.foundation.retention.rules import events, refusals
from youwei.foundation.retention.rules.states import State
from youwei.foundation.retention.rules.terms import AT_ONCE, WAITS
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, NotFound
from youwei.kernel.words import clean_label


@operation
def prepare_disposal(*, actor: Actor, code: str, campaign: Campaign) -> Disposal:
    """What is due now and under no hold, at most five hundred; waits seven days."""
    access.check_disposes_of(actor, campaign)
    kept = kept_of(code)
    if kept is None or not kept.by_campaign:
        raise NotFound
    if Disposal.objects.waiting().filter(code=code, campaign=campaign).exists():
        raise refusals.ListWaits
    found = due_now(kept, campaign, AT_ONCE)
    if found is None or not found.keys:
        raise refusals.NothingDue
    disposal = Disposal.objects.create(
        code=code,
        campaign=campaign,
        rule=found.rule.rule,
        keys=list(found.keys),
        listed=len(found.keys),
        prepared_by_id=actor.account_id,
        expires_at=clock.now() + WAITS,
    )
    event = events.DisposalPrepared(code=code, count=disposal.listed, rule=disposal.rule)
    record(actor=actor, event=event, subject=disposal.subject, campaign_id=campaign.pk)
    return disposal


@operation
def confirm_disposal(*, actor: Actor, disposal: Disposal) -> Disposal:
    """Erases what was listed, is due yet and under no hold; the list becomes the certificate."""
    disposal = _locked(disposal)
    state = access.check_move(actor, disposal, "confirm")
    if disposal.expires_at <= clock.now():
        raise refusals.ListOver
    kept = kept_of(disposal.code)
    if kept is None:
        raise NotFound
    found = due_now(kept, disposal.campaign, 2 * AT_ONCE)
    free = set(found.keys) if found else set()
    keys = [key for key in disposal.keys if key in free]
    disposal.erased = kept.erase(SYSTEM, keys) if keys else 0
    disposal.left = disposal.listed - disposal.erased
    disposal.confirmed_by_id, disposal.keys = actor.account_id, []
    return _certify(actor, disposal, state)


@operation
def dispose_by_rule(*, actor: Actor, code: str, campaign: Campaign | None, day: date) -> Disposal:
    """What is due as of `day` and needs nobody's consent: the schedule calls it."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    kept = kept_of(code)
    found = due_now(kept, campaign, AT_ONCE, day) if kept else None
    if kept is None or found is None or not found.keys:
        raise refusals.NothingDue
    disposal = Disposal.objects.create(
        code=code,
        campaign=campaign,
        rule=found.rule.rule,
        listed=len(found.keys),
        by_rule=True,
        state=State.DONE,
        done_at=clock.now(),
        expires_at=clock.now(),
    )
    disposal.erased = kept.erase(actor, found.keys)
    disposal.left = disposal.listed - disposal.erased
    return _certify(actor, disposal, State.DONE)


@operation
def withdraw_disposal(*, actor: Actor, disposal: Disposal) -> Disposal:
    disposal = _locked(disposal)
    disposal.state = access.check_move(actor, disposal, "withdraw")
    return _leave_off(actor, disposal, events.DisposalWithdrawn(code=disposal.code))


@operation
def expire_disposal(*, actor: Actor, disposal: Disposal) -> Disposal:
    disposal = _locked(disposal)
    disposal.state = access.check_move(actor, disposal, "expire")
    return _leave_off(actor, disposal, events.DisposalExpired(code=disposal.code))


@operation
def note_traces(*, actor: Actor, begun: datetime, left: int) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    record(actor=actor, event=events.TracesRemoved(begun=begun, left=left), subject="traces")


@operation
def place_hold(*, actor: Actor, number: str, reason: str, basis: str) -> Hold:
    """On one matter by its number, or on a whole class by its code."""
    access.check_disposes(actor)
    reason, basis = _ground(reason, "reason"), _ground(basis, "basis")
    label = clean_label(number, limit=80, field="number")
    subject = find(actor, label)
    if subject is None:
        raise refusals.NothingOfThisNumber(field="number")
    if Hold.objects.filter(held=subject, lifted_at=None).exists():
        raise refusals.HeldAlready(field="number")
    hold = Hold.objects.create(
        held=subject, label=label, reason=reason, basis=basis, placed_by_id=actor.account_id or 0
    )
    event = events.HoldPlaced(held=subject)
    record(actor=actor, event=event, subject=hold.subject, trail=subject)
    return hold


@operation
def lift_hold(*, actor: Actor, hold: Hold, reason: str) -> Hold:
    """By somebody of the office that placed it who may read what it names."""
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if not can_lift(actor, hold):
        raise NotFound
    if hold.lifted_at is not None:
        raise refusals.NothingDue
    hold.lifted_why = _ground(reason, "reason")
    hold.lifted_by_id, hold.lifted_at = actor.account_id, clock.now()
    hold.save(update_fields=["lifted_why", "lifted_by", "lifted_at"])
    event = events.HoldLifted(held=hold.held)
    record(actor=actor, event=event, subject=hold.subject, trail=hold.held)
    return hold


def _ground(text: str, field: str) -> str:
    said = clean_label(text, limit=TEXT_LENGTH, field=field)
    if not said:
        raise refusals.GroundNeeded(field=field)
    return said


def _locked(disposal: Disposal) -> Disposal:
    rows = Disposal.objects.select_for_update(of=("self",))
    return rows.select_related("campaign", "prepared_by").get(pk=disposal.pk)


def _certify(actor: Actor, disposal: Disposal, state: State) -> Disposal:
    event = events.Disposed(
        code=disposal.code,
        erased=disposal.erased,
        left=disposal.left,
        rule=disposal.rule,
        prepared_by=disposal.prepared_by.name if disposal.prepared_by else "",
    )
    campaign = disposal.campaign_id
    row = record(actor=actor, event=event, subject=disposal.subject, campaign_id=campaign)
    disposal.state, disposal.done_at, disposal.digest = state, clock.now(), row.digest
    disposal.save()
    return disposal


def _leave_off(
    actor: Actor,
    disposal: Disposal,
    event: events.DisposalWithdrawn | events.DisposalExpired,
) -> Disposal:
    disposal.keys = []
    disposal.save(update_fields=["state", "keys"])
    campaign = disposal.campaign_id
    record(actor=actor, event=event, subject=disposal.subject, campaign_id=campaign)
    return disposal
