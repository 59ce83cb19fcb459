from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop


@dataclass(frozen=True, kw_only=True)
class CampaignPrepared(Event):
    kind: ClassVar[str] = "campaigns.campaign_prepared"
    title: ClassVar[str] = gettext_noop("Campaign prepared")
    name: str
    number_prefix: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class RulebookAdopted(Event):
    """`digest` is that of the whole content, so that the text can be proven later."""

    kind: ClassVar[str] = "campaigns.rulebook_adopted"
    title: ClassVar[str] = gettext_noop("Rulebook adopted")
    rulebook: str
    version: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class CampaignStarted(Event):
    kind: ClassVar[str] = "campaigns.campaign_started"
    title: ClassVar[str] = gettext_noop("Campaign opened")
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignClosed(Event):
    kind: ClassVar[str] = "campaigns.campaign_closed"
    title: ClassVar[str] = gettext_noop("Campaign closed")
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignRepeated(Event):
    """A campaign was prepared as the next year's of another."""

    kind: ClassVar[str] = "campaigns.campaign_repeated"
    title: ClassVar[str] = gettext_noop("Campaign prepared for another year")
    name: str
    follows: int
    starts: date
    ends: date
