"""Where somebody sits: a channel, and the organ for which they take down."""

from collections.abc import Collection
from dataclasses import dataclass

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.channels import Channel, Medium, Receiver
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.channels.access import can_take_in


@dataclass(frozen=True, slots=True)
class Counter:
    channel: Channel
    organ: Organ

    @property
    def key(self) -> str:
        return f"{self.channel.code}:{self.organ.pk}"


def counters(actor: Actor, campaign: Campaign, media: Collection[Medium]) -> tuple[Counter, ...]:
    """Those of the office first, else in the order of the rulebook; one query."""
    here = {grant.organ_id for grant in actor.grants} | {campaign.office_organ_id}
    organs = list(Organ.objects.in_force(clock.today()).filter(pk__in=here).order_by("name", "id"))
    found = [
        Counter(channel, organ)
        for channel in rules_of(campaign).channels
        if channel.medium in media
        for organ in organs
        if can_take_in(actor, campaign, channel, organ)
    ]
    return tuple(sorted(found, key=lambda one: one.channel.receives is not Receiver.OFFICE))
