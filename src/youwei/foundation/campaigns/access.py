"""Who prepares, opens and closes a campaign of a place."""

from youwei.foundation.campaigns.models import Campaign, CampaignQuerySet
from youwei.foundation.campaigns.rules.states import Party
from youwei.foundation.organs.models import Jurisdiction
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded


def party_in(actor: Actor, campaign: Campaign) -> Party:
    """As whom the actor moves this campaign: its own office, its own leading group, or the system
    administrator of its place; whoever holds such a role in another organ of the place is nobody
    here. Raises NotAllowed, SignInNeeded.

    The office goes before the leading group, which may do less; the set-up acts as the office.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Party.OFFICE
    check_reads(actor)
    if campaign.office_organ_id in actor.organs_as(Role.OFFICE):
        return Party.OFFICE
    if campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP):
        return Party.LEADING_GROUP
    if campaign.jurisdiction_id in actor.jurisdictions_as(Role.SYSTEM_ADMIN):
        return Party.SYSTEM_ADMIN
    raise NotAllowed


def check_decides(actor: Actor) -> None:
    """Moves the campaign of some place; of which, `party_in` says."""
    _check_holds(actor, Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN)


def check_sets_up(actor: Actor) -> None:
    """Prepares the campaigns of some place; of which, `check_prepares` says."""
    _check_holds(actor, Role.OFFICE, Role.SYSTEM_ADMIN)


def check_reads(actor: Actor) -> None:
    """Everyone who has signed in: the frame of a campaign and its rules are no secret."""
    if not actor.is_staff and actor.kind is not ActorKind.SYSTEM:
        raise SignInNeeded


def check_prepares(actor: Actor, jurisdiction: Jurisdiction) -> None:
    """A first campaign: the office and the system administrator of the place."""
    if actor.kind is ActorKind.SYSTEM:
        return
    check_sets_up(actor)
    if jurisdiction.pk not in actor.jurisdictions_as(Role.OFFICE, Role.SYSTEM_ADMIN):
        raise NotAllowed


def check_repeats(actor: Actor, campaign: Campaign) -> None:
    """The next year of a campaign: its own office, and the system administrator of the place."""
    if party_in(actor, campaign) is Party.LEADING_GROUP:
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


def can_repeat(actor: Actor, campaign: Campaign) -> bool:
    try:
        check_repeats(actor, campaign)
    except Refusal:
        return False
    return True


def visible_to(actor: Actor) -> CampaignQuerySet:
    """Staff see every campaign's frame; to the public the open and closed ones are known."""
    if actor.is_staff or actor.kind is ActorKind.SYSTEM:
        return Campaign.objects.all()
    return Campaign.objects.exclude(state="draft")
