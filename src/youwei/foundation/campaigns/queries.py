from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign, CampaignQuerySet
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign, NoRulebook, WhichCampaign
from youwei.foundation.rulebook.queries import rulebook
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.kernel.actor import Actor, Role


def open_on(day: date) -> CampaignQuerySet:
    """The campaigns that run on this day."""
    return Campaign.objects.open_on(day)


def rules_of(campaign: Campaign) -> Rulebook:
    """What the campaign runs by; read once per version and process. Raises NoRulebook."""
    if campaign.rulebook_version_id is None:
        raise NoRulebook
    return rulebook(campaign.rulebook_version_id)


def for_intake(day: date, jurisdiction_code: str | None = None) -> Campaign:
    """The campaign to which a matter handed in on this day belongs, in one query where one is open.

    Without a code, the campaign of the highest level that is open: a province's beside its cities'.
    Raises NoOpenCampaign, and WhichCampaign where several of that level are open.
    """
    if jurisdiction_code is not None:
        there = open_on(day).select_related("jurisdiction", "office_organ")
        campaigns = list(there.filter(jurisdiction__code=jurisdiction_code))
    else:
        campaigns = list(Campaign.objects.raw(*_open_on(day)))
    if not campaigns:
        raise NoOpenCampaign
    if len(campaigns) == 1:
        return campaigns[0]
    campaigns.sort(key=_height)
    if _height(campaigns[0]) == _height(campaigns[1]):
        raise WhichCampaign(field="jurisdiction")
    return campaigns[0]


def led_by(actor: Actor) -> list[int]:
    """Keys of the campaigns whose office or leading group the actor works in: one query, none for
    whoever works in neither.
    """
    office, leading = actor.organs_as(Role.OFFICE), actor.organs_as(Role.LEADING_GROUP)
    if not office | leading:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_led_by(office, leading))
        return [key for (key,) in cursor.fetchall()]


@lru_cache(maxsize=1_000)
def _led_by(office: frozenset[int], leading: frozenset[int]) -> tuple[str, tuple[Any, ...]]:
    """Written once, as below: a page asks several times."""
    campaigns = Campaign.objects.filter(
        Q(office_organ__in=sorted(office)) | Q(leading_organ__in=sorted(leading))
    )
    return campaigns.order_by("pk").values_list("pk").query.sql_with_params()


@lru_cache(maxsize=4)
def _open_on(day: date) -> tuple[str, tuple[Any, ...]]:
    """The statement of `open_on`, written once a day: to write it takes longer than to ask it, and
    each form that is handed in asks.
    """
    return open_on(day).order_by("pk").query.sql_with_params()


def _height(campaign: Campaign) -> int:
    return ["province", "city", "county"].index(campaign.jurisdiction.level)
