"""Who prepares and confirms: the office and the leading group of the campaign. Lists show classes
and counts, no content; a hold is placed on what its person may read.
"""

from django.db.models import Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.retention.models import Disposal, Hold
from youwei.foundation.retention.rules.states import DISPOSAL, Party, State
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed


def can_dispose(actor: Actor) -> bool:
    """Office and leading group of some campaign: such a role in another organ keeps nothing, and a
    hold of theirs would stop what was promised to writers elsewhere.
    """
    return _has_the_role(actor) and campaigns_of(actor).exists()


def check_disposes(actor: Actor) -> None:
    if not can_dispose(actor):
        raise NotAllowed


def campaigns_of(actor: Actor) -> QuerySet[Campaign]:
    return Campaign.objects.filter(
        Q(office_organ__in=actor.organs_as(Role.OFFICE))
        | Q(leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    )


def check_disposes_of(actor: Actor, campaign: Campaign) -> None:
    if not campaigns_of(actor).filter(pk=campaign.pk).exists():
        raise NotAllowed


def visible_to(actor: Actor) -> QuerySet[Disposal]:
    """Lists and certificates of one's campaigns; of the whole installation, those by rule."""
    if not _has_the_role(actor):
        return Disposal.objects.none()
    return Disposal.objects.filter(Q(campaign__in=campaigns_of(actor)) | Q(campaign=None))


def holds_visible_to(actor: Actor) -> QuerySet[Hold]:
    """Placed by oneself or by somebody of the same office: whoever may read the number beside it is
    asked by the page.
    """
    if not _has_the_role(actor):
        return Hold.objects.none()
    return Hold.objects.filter(
        Q(placed_by=actor.account_id)
        | Q(placed_by__grants__organ__in=actor.organs_as(Role.OFFICE, Role.LEADING_GROUP))
    ).distinct()


def parties_to(actor: Actor, disposal: Disposal) -> frozenset[Party]:
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.SYSTEM})
    if disposal.campaign is None:
        return frozenset()
    if not campaigns_of(actor).filter(pk=disposal.campaign.pk).exists():
        return frozenset()
    own = actor.account_id == disposal.prepared_by_id
    return frozenset({Party.PREPARER if own else Party.SECOND})


def check_move(actor: Actor, disposal: Disposal, move: str) -> State:
    for party in parties_to(actor, disposal):
        return DISPOSAL.after(State(disposal.state), move, party)
    raise NotAllowed


def moves_for(actor: Actor, disposal: Disposal) -> frozenset[str]:
    if disposal.state == State.PREPARED and disposal.expires_at <= clock.now():
        return frozenset()
    return frozenset(
        move.name
        for party in parties_to(actor, disposal)
        for move in DISPOSAL.moves_for(State(disposal.state), party)
    )


def _has_the_role(actor: Actor) -> bool:
    """Without a question to the database."""
    return actor.holds(Role.OFFICE, Role.LEADING_GROUP)
