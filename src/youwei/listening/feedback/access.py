"""Who prepares feedback about an organ, and who reads what was sent. The organ concerned learns
nothing of a batch until it is out, and then only its released words (C-08, C-09).
"""

from django.db.models import Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import visible_to as cases_visible_to
from youwei.listening.feedback.models import Batch, Item, ItemSource
from youwei.listening.feedback.rules.refusals import (
    BoundUp,
    OfficeOnly,
    SecondPerson,
    SourceHidden,
)
from youwei.listening.feedback.rules.states import BATCH, OUT, Party, State

_WORKING = (Role.HANDLER, Role.LEAD)


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """Batches with what stands behind them: for the office, or the leading group, never for
    somebody who is bound up with the organ.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Batch.objects.all()
    return Batch.objects.filter(
        Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE))
        | Q(campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    ).exclude(organ__in=actor.conflicts)


def kept_from(actor: Actor) -> QuerySet[Batch]:
    """Batches of which this person must not know yet."""
    return Batch.objects.filter(organ__in=actor.conflicts).exclude(state__in=OUT)


def received_by(actor: Actor) -> QuerySet[Batch]:
    """What was sent to the organs for which the actor works; its released words only."""
    working = actor.organs_as(*_WORKING)
    owed = Item.objects.filter(duty__owner__in=working).order_by().values("batch")
    return Batch.objects.filter(Q(organ__in=working) | Q(pk__in=owed), state__in=OUT)


def readable_letters(actor: Actor) -> QuerySet[Batch]:
    """Letters that are out, for the organ that got them and for the office."""
    sent = visible_to(actor).filter(state__in=OUT).order_by().values("pk")
    got = received_by(actor).order_by().values("pk")
    return Batch.objects.filter(Q(pk__in=sent) | Q(pk__in=got))


def check_enters(actor: Actor) -> None:
    """The office, the leading group, and whoever works on what an organ owes."""
    if not actor.holds(Role.OFFICE, Role.LEADING_GROUP, *_WORKING):
        raise OfficeOnly


def check_office(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM and not can_prepare(actor):
        raise OfficeOnly


def can_prepare(actor: Actor) -> bool:
    """Somewhere at all; `check_drafts` and `check_prepares` judge the one organ."""
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP)


def check_drafts(actor: Actor, campaign: Campaign, organ: Organ) -> None:
    check_office(actor)
    if actor.kind is ActorKind.SYSTEM:
        return
    if organ.pk in actor.conflicts:
        raise BoundUp
    prepares = campaign.office_organ_id in actor.organs_as(Role.OFFICE)
    if not prepares and campaign.leading_organ_id not in actor.organs_as(Role.LEADING_GROUP):
        raise OfficeOnly


def check_prepares(actor: Actor, batch: Batch) -> None:
    check_office(actor)
    if batch.organ_id in actor.conflicts:
        raise BoundUp
    if not visible_to(actor).filter(pk=batch.pk).exists():
        raise NotFound


def parties_of(actor: Actor, batch: Batch) -> frozenset[Party]:
    try:
        check_prepares(actor, batch)
    except Refusal:
        return frozenset()
    if batch.hands.filter(account=actor.account_id).exists():
        return frozenset({Party.WRITER})
    return frozenset({Party.WRITER, Party.APPROVER})


def check_move(actor: Actor, batch: Batch, move: str) -> State:
    """The state that the move leads to."""
    if actor.kind is ActorKind.SYSTEM:
        party = next(party for m in BATCH.moves if m.name == move for party in sorted(m.by))
        return BATCH.after(State(batch.state), move, party)
    check_prepares(actor, batch)
    parties = parties_of(actor, batch)
    if move == "approve" and Party.APPROVER not in parties:
        raise SecondPerson
    refusal: Refusal | None = None
    for party in sorted(parties):
        try:
            return BATCH.after(State(batch.state), move, party)
        except Refusal as refused:
            refusal = refused
    assert refusal is not None
    raise refusal


def moves_for(actor: Actor, batch: Batch) -> frozenset[str]:
    parties = parties_of(actor, batch)
    return frozenset(
        move.name for party in parties for move in BATCH.moves_for(State(batch.state), party)
    )


def check_sees_sources(actor: Actor, batch: Batch) -> None:
    """Who approves has read everything that stands behind the text."""
    sources = set(
        ItemSource.objects.filter(item__batch=batch).order_by().values_list("case_id", flat=True)
    )
    if cases_visible_to(actor, pk__in=sources).count() < len(sources):
        raise SourceHidden
