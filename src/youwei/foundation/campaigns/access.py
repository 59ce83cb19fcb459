"""Who prepares, opens and closes a campaign of a place."""

from youwei.foundation.campaigns.models import Campaign, CampaignQuerySet
from youwei.foundation.campaigns.rules.states import Party
from youwei.foundation.organs.models import Jurisdiction
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded

_ROLES = (
    (Role.LEADING_GROUP, Party.LEADING_GROUP),
    (Role.OFFICE, Party.OFFICE),
    (Role.SYSTEM_ADMIN, Party.SYSTEM_ADMIN),
)


def party_of(actor: Actor, jurisdiction: Jurisdiction) -> Party:
    """As whom the actor moves a campaign of this place. Raises NotAllowed, SignInNeeded.

    The office goes before the leading group, which may do less; the set-up acts as the office.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Party.OFFICE
    if not actor.is_staff:
        raise SignInNeeded
    held = {party for role, party in _ROLES if jurisdiction.pk in actor.jurisdictions_as(role)}
    for party in (Party.OFFICE, Party.LEADING_GROUP, Party.SYSTEM_ADMIN):
        if party in held:
            return party
    raise NotAllowed


def check_decides(actor: Actor) -> None:
    """Moves the campaign of some place; of which, `party_of` says."""
    _check_holds(actor, Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN)


def check_sets_up(actor: Actor) -> None:
    """Prepares the campaigns of some place; of which, `check_prepares` says."""
    _check_holds(actor, Role.OFFICE, Role.SYSTEM_ADMIN)


def check_reads(actor: Actor) -> None:
    """Everyone who has signed in: the frame of a campaign and its rules are no secret."""
    if not actor.is_staff and actor.kind is not ActorKind.SYSTEM:
        raise SignInNeeded


def check_prepares(actor: Actor, jurisdiction: Jurisdiction) -> None:
    """The office and the system administrator of the place."""
    if party_of(actor, jurisdiction) is Party.LEADING_GROUP:
        raise NotAllowed


def _check_holds(actor: Actor, *roles: Role) -> None:
    check_reads(actor)
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(*roles):
        raise NotAllowed


def can_set_up(actor: Actor) -> bool:
    try:
        check_sets_up(actor)
    except Refusal:
        return False
    return True


def can_prepare(actor: Actor, jurisdiction: Jurisdiction) -> bool:
    try:
        check_prepares(actor, jurisdiction)
    except Refusal:
        return False
    return True


def visible_to(actor: Actor) -> CampaignQuerySet:
    """Staff see every campaign's frame; to the public the open and closed ones are known."""
    if actor.is_staff or actor.kind is ActorKind.SYSTEM:
        return Campaign.objects.all()
    return Campaign.objects.exclude(state="draft")
