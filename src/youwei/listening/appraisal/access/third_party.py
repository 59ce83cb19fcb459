"""The workspace of a third party: its own commission, and no other row of the round."""

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.people.models import Account, RoleGrant
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.appraisal.models import Commission
from youwei.listening.appraisal.rules.refusals import NotDeclared


def visible_to(actor: Actor) -> QuerySet[Commission]:
    if not actor.holds(Role.APPRAISER):
        return Commission.objects.none()
    return Commission.objects.filter(account=actor.account_id)


def appraisers_of(campaign: Campaign) -> QuerySet[Account]:
    """Who may be named to hand in: of the campaign's place, since others cannot know the names of
    staff elsewhere.
    """
    grants = RoleGrant.objects.in_force(clock.today()).filter(
        role=Role.APPRAISER, organ__jurisdiction=campaign.jurisdiction_id
    )
    return Account.objects.filter(is_active=True, pk__in=grants.order_by().values("account"))


def check_appraises(actor: Actor) -> None:
    if not actor.holds(Role.APPRAISER):
        raise NotAllowed


def can_appraise(actor: Actor) -> bool:
    try:
        check_appraises(actor)
    except Refusal:
        return False
    return True


def check_own(actor: Actor, commission: Commission) -> None:
    if not visible_to(actor).filter(pk=commission.pk).exists():
        raise NotFound


def check_delivers(actor: Actor, commission: Commission) -> None:
    """Interests are declared first (C-10)."""
    check_own(actor, commission)
    if commission.declared_on is None:
        raise NotDeclared
