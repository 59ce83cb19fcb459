"""Who sees the models, and who may have them learned anew or switched off."""

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import Refusal, WrongState
from youwei.listening.complaints.access import check_triages_case
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import OPEN
from youwei.listening.sorting.rules.refusals import NotOfTheOffice

_SEE = (Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN)


def check_sees_models(actor: Actor) -> None:
    if not actor.holds(*_SEE):
        raise NotOfTheOffice


def campaigns_seen(actor: Actor) -> QuerySet[Campaign]:
    found = Campaign.objects.filter(rulebook_version__isnull=False)
    if actor.kind is ActorKind.SYSTEM:
        return found
    own = found.filter(office_organ__in=actor.organs_as(Role.OFFICE))
    own |= found.filter(leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    own |= found.filter(jurisdiction__in=actor.jurisdictions_as(Role.SYSTEM_ADMIN))
    return own


def check_governs(actor: Actor, campaign: Campaign) -> None:
    """The office of the campaign, or the system administrator of its place."""
    if actor.kind is ActorKind.SYSTEM:
        return
    office = campaign.office_organ_id in actor.organs_as(Role.OFFICE)
    administers = campaign.jurisdiction_id in actor.jurisdictions_as(Role.SYSTEM_ADMIN)
    if not office and not administers:
        raise NotOfTheOffice


def can_govern(actor: Actor, campaign: Campaign) -> bool:
    try:
        check_governs(actor, campaign)
    except Refusal:
        return False
    return True


def check_categorises(actor: Actor, case: Case) -> None:
    """Whoever sorts the case, as long as it is open."""
    check_triages_case(actor, case)
    if case.state not in OPEN:
        raise WrongState


def can_categorise(actor: Actor, case: Case) -> bool:
    try:
        check_categorises(actor, case)
    except Refusal:
        return False
    return True
