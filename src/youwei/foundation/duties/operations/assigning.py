"""交办, 异议, 转办: from the assignment until somebody accepts."""

import secrets
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.access import check_move, check_office
from youwei.foundation.duties.listeners import Turn, belongs_above, tell
from youwei.foundation.duties.models import Duty, Shield
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.dates import behind_from, dates
from youwei.foundation.duties.rules.refusals import (
    ObjectionTooLate,
    OrganNotHere,
    RecalledAtItsOrigin,
    SameOrganChecks,
    ShieldedOrgan,
    StaysWithOwner,
    TransferPending,
)
from youwei.foundation.duties.writing import (
    kept_from,
    locked,
    remark,
    require,
    restart,
    track,
)
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle, dependants
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.deadlines import Term, due

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is owed, by whom, checked by whom. `statement` is all that the owner is told of it."""

    kind: str
    rule_kind: str
    origin: str
    title: str
    statement: str
    owner: Organ
    verifier: Organ
    term: Term
    starts_on: date
    shielded_from: Organ | None = None
    shields: Sequence[Organ] = ()
    stays_with_owner: bool = False
    follows_progress: bool = False
    parent: Duty | None = None
    weight: int = 1


@operation
def assign(*, actor: Actor, campaign: Campaign, assignment: Assignment) -> Duty:
    """The app that the duty comes from has checked that the actor may assign it."""
    hidden = {organ.pk for organ in (assignment.shielded_from, *assignment.shields) if organ}
    _check_parties(assignment.owner, assignment.verifier, hidden)
    rules = rules_of(campaign).duty_rules(assignment.rule_kind or None)
    work_calendar, start = calendar(), assignment.starts_on
    planned = dates(start, assignment.term, work_calendar, rules.lights)
    duty = Duty.objects.create(
        campaign=campaign,
        number=_number(campaign),
        kind=assignment.kind,
        rule_kind=assignment.rule_kind,
        origin=assignment.origin,
        parent=assignment.parent,
        weight=assignment.weight,
        title=assignment.title,
        statement=assignment.statement,
        owner=assignment.owner,
        verifier=assignment.verifier,
        shielded_from=assignment.shielded_from,
        stays_with_owner=assignment.stays_with_owner,
        starts_on=start,
        term=assignment.term.code,
        objection_until=due(clock.today(), rules.objection, work_calendar).on,
        near_from=planned.near_from,
        behind_from=behind_from(start, planned.due_on, 0, rules.lights)
        if assignment.follows_progress
        else None,
        due_on=planned.due_on,
        due_provisional=planned.provisional,
    )
    Shield.objects.bulk_create(Shield(duty=duty, organ=organ) for organ in assignment.shields)
    track(
        actor,
        duty,
        events.DutyAssigned(
            number=duty.number,
            owner=assignment.owner.name,
            verifier=assignment.verifier.name,
            due_on=duty.due_on,
            provisional=duty.due_provisional,
        ),
    )
    return duty


@operation
def accept(*, actor: Actor, duty: Duty) -> Duty:
    duty = locked(duty)
    duty.state = check_move(actor, duty, "accept")
    duty.save(update_fields=["state"])
    track(actor, duty, events.DutyAccepted(owner=duty.owner.name))
    tell(actor, duty, Turn.ACCEPTED)
    return duty


@operation
def object_to(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """异议: within the rulebook's working days from the assignment, with a reason."""
    duty = locked(duty)
    after = check_move(actor, duty, "object")
    if clock.today() > duty.objection_until:
        raise ObjectionTooLate(until=duty.objection_until)
    remark(actor, duty, "object", require(reason))
    duty.state = after
    duty.save(update_fields=["state"])
    track(actor, duty, events.DutyObjected(owner=duty.owner.name))
    return duty


@operation
def reject_objection(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    duty = locked(duty)
    after = check_move(actor, duty, "uphold")
    remark(actor, duty, "uphold", require(reason))
    duty.state = after
    duty.save(update_fields=["state"])
    track(actor, duty, events.ObjectionRejected(owner=duty.owner.name))
    return duty


@operation
def reassign(*, actor: Actor, duty: Duty, owner: Organ, verifier: Organ | None = None) -> Duty:
    """A new owner gets the whole term from today: the former's days are not held against it."""
    duty = locked(duty)
    after = check_move(actor, duty, "reassign")
    check_office(actor, duty)
    if duty.stays_with_owner:
        raise StaysWithOwner
    verifier = verifier or duty.verifier
    _check_parties(owner, verifier, kept_from(duty))
    before = duty.owner.name
    rules = rules_for(duty)
    duty.owner, duty.verifier, duty.assignee = owner, verifier, None
    restart(duty)
    duty.objection_until = due(clock.today(), rules.objection, calendar()).on
    duty.state = after
    duty.save()
    track(actor, duty, events.DutyReassigned(before=before, after=owner.name, due_on=duty.due_on))
    tell(actor, duty, Turn.REASSIGNED)
    return duty


@operation
def offer_transfer(*, actor: Actor, duty: Duty, organ: Organ, reason: str) -> Duty:
    """Whoever received it stays responsible until somebody accepts (谁受理、谁负责, 三(二))."""
    duty = locked(duty)
    check_move(actor, duty, "offer")
    if duty.stays_with_owner:
        raise StaysWithOwner
    if duty.offered_to_id is not None:
        raise TransferPending
    if organ.pk == duty.owner_id:
        raise OrganNotHere(field="organ")
    _check_parties(organ, duty.verifier, kept_from(duty))
    remark(actor, duty, "offer", require(reason))
    duty.offered_to = organ
    duty.save(update_fields=["offered_to"])
    track(actor, duty, events.TransferOffered(owner=duty.owner.name, offered_to=organ.name))
    return duty


@operation
def take_over(*, actor: Actor, duty: Duty) -> Duty:
    """The due date stays: the person waits since the first day."""
    duty = locked(duty)
    check_move(actor, duty, "take_over")
    offered = duty.offered_to
    if offered is None:
        raise ValueError("take_over is possible only where a transfer is offered")
    before = duty.owner.name
    duty.owner, duty.offered_to, duty.assignee = offered, None, None
    duty.save(update_fields=["owner", "offered_to", "assignee"])
    track(actor, duty, events.TransferTaken(before=before, after=offered.name))
    tell(actor, duty, Turn.TAKEN_OVER)
    return duty


@operation
def decline_transfer(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    duty = locked(duty)
    check_move(actor, duty, "decline")
    offered = duty.offered_to
    remark(actor, duty, "decline", require(reason))
    duty.offered_to = None
    duty.save(update_fields=["offered_to"])
    track(actor, duty, events.TransferDeclined(offered_to=offered.name if offered else ""))
    return duty


@operation
def recall(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    duty = locked(duty)
    above = belongs_above(duty) and not duty.stays_with_owner
    if above and actor.kind is not ActorKind.SYSTEM:
        raise RecalledAtItsOrigin
    after = check_move(actor, duty, "recall")
    remark(actor, duty, "recall", require(reason))
    duty.state, duty.ended_at, duty.offered_to = after, clock.now(), None
    duty.save(update_fields=["state", "ended_at", "offered_to"])
    track(actor, duty, events.DutyRecalled(owner=duty.owner.name))
    tell(actor, duty, Turn.RECALLED)
    return duty


@operation
def keep_from(*, actor: Actor, duty: Duty, organ: Organ) -> Duty:
    """The matter turned out to be about this organ, too: from now on it does not see the duty, not
    even one that it owed before it was taken back. The app above has checked who may.
    """
    duty = locked(duty)
    if organ.pk not in kept_from(duty):
        Shield.objects.create(duty=duty, organ=organ)
    track(actor, duty, events.DutyKeptFromOrgan())
    return duty


def _check_parties(owner: Organ, verifier: Organ, shielded: Set[int]) -> None:
    """A body under its former or its later name is the same body."""
    if verifier.pk in circle([owner.pk]):
        raise SameOrganChecks
    if any({owner.pk, verifier.pk} & dependants(organ) for organ in shielded):
        raise ShieldedOrgan


def _number(campaign: Campaign) -> str:
    """Random, not counted: intake never waits for a shared counter."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(7))
    return f"{campaign.number_prefix}-D{letters}"
