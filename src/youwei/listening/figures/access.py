"""Who reads which figures.

Whoever triages reads exact figures of the cases that they may triage; nobody else does. Everybody
else, at the desk and outside, reads the releases: quarters that do not overlap, small cells hidden,
without any case about conduct.
"""

from youwei.foundation.campaigns.models import Campaign, CampaignQuerySet
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, gettext_noop


class ExactFiguresOfTheOffice(NotAllowed):
    code = "exact_figures_of_the_office"
    message = gettext_noop("Only the rectification office counts cases one by one.")
    remedy = gettext_noop("The released figures of each quarter are open to everybody.")


def counted_by(actor: Actor) -> CampaignQuerySet:
    """Campaigns whose cases the actor may triage, the newest first."""
    office = Campaign.objects.filter(office_organ__in=actor.organs_as(Role.OFFICE))
    leading = Campaign.objects.filter(leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    both = office | leading
    return both.filter(rulebook_version__isnull=False).order_by("-starts", "-id")


def check_counts(actor: Actor, campaign: Campaign) -> None:
    if not can_count(actor, campaign):
        raise ExactFiguresOfTheOffice


def can_count(actor: Actor, campaign: Campaign) -> bool:
    """Every `check_counts` rests on it."""
    return campaign.office_organ_id in actor.organs_as(
        Role.OFFICE
    ) or campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP)


def check_keeps(actor: Actor) -> None:
    """Facts and releases are made by the schedule, not by hand."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
