"""Who warns, hears, proposes and approves; and who may object for the organ."""

from django.db.models import Q, QuerySet

from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.followup.models import Listing
from youwei.listening.followup.rules.listing import LISTING, Party, State
from youwei.listening.followup.rules.refusals import SecondPerson

_OVERSEEING = (Role.OFFICE, Role.LEADING_GROUP)


def visible_to(actor: Actor) -> QuerySet[Listing]:
    """Of all organs for those who oversee, of one's own for who answers for it."""
    if actor.kind is ActorKind.SYSTEM:
        return Listing.objects.all()
    return Listing.objects.filter(_overseen(actor) | Q(organ__in=actor.organs_as(Role.LEAD)))


def _overseen(actor: Actor) -> Q:
    return Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE)) | Q(
        campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP)
    )


def check_sees_listings(actor: Actor) -> None:
    if not actor.holds(*_OVERSEEING, Role.LEAD):
        raise NotAllowed


def can_see_listings(actor: Actor) -> bool:
    try:
        check_sees_listings(actor)
    except Refusal:
        return False
    return True


def parties_of(actor: Actor, listing: Listing) -> frozenset[Party]:
    """Whoever serves the organ, or declared an interest in it, oversees nothing about it."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.CALENDAR})
    parties = set()
    if listing.organ_id in actor.organs_as(Role.LEAD):
        parties.add(Party.ORGAN)
    if listing.organ_id not in actor.conflicts:
        overseen = Listing.objects.filter(_overseen(actor), pk=listing.pk).exists()
        if overseen:
            parties |= {Party.OVERSEER, Party.SECOND}
    return frozenset(parties)


def check_move(actor: Actor, listing: Listing, move: str) -> State:
    if not visible_to(actor).filter(pk=listing.pk).exists():
        raise NotFound
    if move in {"approve", "return"} and listing.proposed_by_id == actor.account_id:
        raise SecondPerson
    refusal: Refusal = NotAllowed()
    for party in sorted(parties_of(actor, listing)):
        try:
            return LISTING.after(State(listing.state), move, party)
        except Refusal as refused:
            refusal = refused
    raise refusal


def moves_for(actor: Actor, listing: Listing) -> tuple[str, ...]:
    """In the order of the table; what only the second person may is kept from the first."""
    parties = parties_of(actor, listing)
    names = {
        move.name for party in parties for move in LISTING.moves_for(State(listing.state), party)
    }
    if listing.proposed_by_id is not None and listing.proposed_by_id == actor.account_id:
        names -= {"approve", "return"}
    return tuple(move.name for move in LISTING.moves if move.name in names)
