from datetime import date
from pathlib import Path

from django.conf import settings

from youwei.foundation.campaigns.access import check_prepares, check_repeats, party_in
from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.rules.events import (
    CampaignClosed,
    CampaignPrepared,
    CampaignRepeated,
    CampaignStarted,
    RulebookAdopted,
)
from youwei.foundation.campaigns.rules.frame import check_period, name_of, prefix_of
from youwei.foundation.campaigns.rules.refusals import (
    AnotherIsOpen,
    NoRulebook,
    OfAnotherPlace,
    PrefixTaken,
    RulebookChanged,
)
from youwei.foundation.campaigns.rules.states import CAMPAIGN, State
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.loading import load
from youwei.kernel.actor import Actor


@operation
def open_campaign(
    *,
    actor: Actor,
    jurisdiction: Jurisdiction,
    name: str,
    number_prefix: str,
    starts: date,
    ends: date,
    office_organ: Organ,
    leading_organ: Organ,
) -> Campaign:
    """A campaign in draft: nothing can be handed in yet. `ends` is its last day."""
    check_prepares(actor, jurisdiction)
    for field, organ in (("office_organ", office_organ), ("leading_organ", leading_organ)):
        if not _belongs(organ, jurisdiction):
            raise OfAnotherPlace(name=organ.name, field=field)
    campaign = Campaign.objects.create(
        jurisdiction=jurisdiction,
        name=name_of(name),
        number_prefix=_free_prefix(number_prefix),
        starts=starts,
        ends=check_period(starts, ends),
        office_organ=office_organ,
        leading_organ=leading_organ,
    )
    event = CampaignPrepared(
        name=campaign.name, number_prefix=campaign.number_prefix, starts=starts, ends=ends
    )
    record(actor=actor, event=event, subject=campaign.subject, campaign_id=campaign.pk)
    return campaign


@operation
def adopt_rulebook(*, actor: Actor, campaign: Campaign, path: Path) -> Campaign:
    """Binds the campaign to the rulebook in the folder `path`, kept as it is today.

    Raises RulebookError with every fault of the folder, and RulebookChanged where this version was
    adopted before with another text.
    """
    campaign = _locked(campaign)
    party = party_in(actor, campaign)
    move = CAMPAIGN.move(State(campaign.state), "adopt", party)
    move.check_given({"rulebook": path})
    version = _kept(load(path, shelves=(settings.YOUWEI_RULEBOOKS,)))
    campaign.rulebook_version = version
    campaign.save(update_fields=["rulebook_version"])
    event = RulebookAdopted(
        rulebook=version.rulebook_id, version=version.version, digest=version.digest
    )
    record(actor=actor, event=event, subject=campaign.subject, campaign_id=campaign.pk)
    return campaign


@operation
def start_campaign(*, actor: Actor, campaign: Campaign) -> Campaign:
    """Opens it: from its first day on, matters are taken in. Raises NoRulebook, AnotherIsOpen."""
    campaign = _locked(campaign)
    party = party_in(actor, campaign)
    state = CAMPAIGN.after(State(campaign.state), "start", party)
    if campaign.rulebook_version_id is None:
        raise NoRulebook
    # The place's row is the lock: two campaigns of one place cannot open at the same moment.
    Jurisdiction.objects.select_for_update().get(pk=campaign.jurisdiction_id)
    if Campaign.objects.filter(jurisdiction=campaign.jurisdiction, state=State.OPEN).exists():
        raise AnotherIsOpen
    campaign.state = state
    campaign.save(update_fields=["state"])
    event = CampaignStarted(name=campaign.name)
    record(actor=actor, event=event, subject=campaign.subject, campaign_id=campaign.pk)
    return campaign


@operation
def close_campaign(*, actor: Actor, campaign: Campaign) -> Campaign:
    """Nothing new is taken in; what is owed stays owed."""
    campaign = _locked(campaign)
    party = party_in(actor, campaign)
    campaign.state = CAMPAIGN.after(State(campaign.state), "close", party)
    campaign.save(update_fields=["state"])
    event = CampaignClosed(name=campaign.name)
    record(actor=actor, event=event, subject=campaign.subject, campaign_id=campaign.pk)
    return campaign


@operation
def next_year(
    *,
    actor: Actor,
    campaign: Campaign,
    name: str,
    number_prefix: str,
    starts: date,
    ends: date,
    rulebook_version: RulebookVersion | None = None,
) -> Campaign:
    """A draft for another period with the same place, office and leading group. Without a rulebook
    version it starts from the one that ran.
    """
    check_repeats(actor, campaign)
    following = Campaign.objects.create(
        jurisdiction=campaign.jurisdiction,
        name=name_of(name),
        number_prefix=_free_prefix(number_prefix),
        starts=starts,
        ends=check_period(starts, ends),
        rulebook_version=rulebook_version or campaign.rulebook_version,
        office_organ=campaign.office_organ,
        leading_organ=campaign.leading_organ,
    )
    event = CampaignRepeated(name=following.name, follows=campaign.pk, starts=starts, ends=ends)
    record(actor=actor, event=event, subject=following.subject, campaign_id=following.pk)
    return following


def _locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("jurisdiction")
    return rows.get(pk=campaign.pk)


def _free_prefix(text: str) -> str:
    prefix = prefix_of(text)
    if Campaign.objects.filter(number_prefix=prefix).exists():
        raise PrefixTaken(field="number_prefix")
    return prefix


def _belongs(organ: Organ, jurisdiction: Jurisdiction) -> bool:
    """A county's leading group may sit in the city's organ, never the other way round."""
    place: Jurisdiction | None = jurisdiction
    while place is not None:
        if organ.jurisdiction_id == place.pk:
            return True
        place = place.parent
    return False


def _kept(book: Rulebook) -> RulebookVersion:
    same = RulebookVersion.objects.filter(digest=book.digest).first()
    if same is not None:
        return same
    if RulebookVersion.objects.filter(rulebook_id=book.id, version=book.version).exists():
        raise RulebookChanged(version=book.version)
    version = RulebookVersion.from_book(book)
    version.save()
    return version
