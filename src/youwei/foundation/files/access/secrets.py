"""Who decides about a file that was set aside because it may hold secrets (C-52).

Whether somebody may read a file at all is known to the app that owns its origin: see `owners`.
"""

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.models import Quarantine
from youwei.foundation.files.rules.refusals import AnotherPerson
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotAllowed, Refusal

_BODIES = ("office", "leading_group")  # where a rulebook is from before the section was known


def check_enters(actor: Actor) -> None:
    """The page of files that were set aside; what stands there is `visible_to`."""
    if not actor.holds(Role.OFFICE, Role.LEADING_GROUP):
        raise NotAllowed


def can_enter(actor: Actor) -> bool:
    try:
        check_enters(actor)
    except Refusal:
        return False
    return True


def visible_to(actor: Actor) -> QuerySet[Quarantine]:
    """Of the campaigns in which the actor decides; less the origins that the actor may not read."""
    campaigns = Campaign.objects.filter(
        office_organ__in=actor.organs_as(Role.OFFICE)
    ) | Campaign.objects.filter(leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    ruled = campaigns.filter(rulebook_version__isnull=False).distinct()
    decided = [one.pk for one in ruled if _decides_in(actor, one)]
    return Quarantine.objects.filter(campaign__in=decided)


def check_decides(actor: Actor, quarantine: Quarantine) -> None:
    """Raises NotAllowed, and AnotherPerson for whoever set the file aside."""
    if not _decides_in(actor, quarantine.campaign):
        raise NotAllowed
    if quarantine.by_id == actor.account_id:
        raise AnotherPerson


def can_decide(actor: Actor, quarantine: Quarantine) -> bool:
    try:
        check_decides(actor, quarantine)
    except Refusal:
        return False
    return True


def _decides_in(actor: Actor, campaign: Campaign) -> bool:
    rules = rules_of(campaign).evidence
    bodies = rules.secrets.decide if rules else _BODIES
    return ("office" in bodies and campaign.office_organ_id in actor.organs_as(Role.OFFICE)) or (
        "leading_group" in bodies
        and campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP)
    )
