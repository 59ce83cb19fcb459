from datetime import date

from youwei.foundation.campaigns.models import Campaign, CampaignQuerySet
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign, NoRulebook, WhichCampaign
from youwei.foundation.rulebook.queries import rulebook
from youwei.foundation.rulebook.rules.book import Rulebook


def open_on(day: date) -> CampaignQuerySet:
    """The campaigns that run on this day."""
    return Campaign.objects.open_on(day)


def rules_of(campaign: Campaign) -> Rulebook:
    """What the campaign runs by; read once per version and process. Raises NoRulebook."""
    if campaign.rulebook_version_id is None:
        raise NoRulebook
    return rulebook(campaign.rulebook_version_id)


def for_intake(day: date, jurisdiction_code: str | None = None) -> Campaign:
    """The campaign to which a matter handed in on this day belongs, in one query.

    Without a code, the campaign of the highest level that is open: a province's beside its cities'.
    Raises NoOpenCampaign, and WhichCampaign where several of that level are open.
    """
    found = open_on(day).select_related("jurisdiction", "office_organ")
    if jurisdiction_code is not None:
        found = found.filter(jurisdiction__code=jurisdiction_code)
    campaigns = sorted(found, key=_height)
    if not campaigns:
        raise NoOpenCampaign
    if len(campaigns) > 1 and _height(campaigns[0]) == _height(campaigns[1]):
        raise WhichCampaign(field="jurisdiction")
    return campaigns[0]


def _height(campaign: Campaign) -> int:
    return ["province", "city", "county"].index(campaign.jurisdiction.level)
