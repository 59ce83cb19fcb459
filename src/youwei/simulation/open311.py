"""Some people use an app of others, which hands in by GeoReport v2; half of them make it public."""

from dataclasses import replace

from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.operations.tokens import issue_channel_token
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.queries.tokens import actor_of_channel
from youwei.listening.open311.operations import hand_in
from youwei.simulation.plan import CasePlan
from youwei.simulation.world import World

_APP, _CHANNEL = "随手报（演示）", "api"
_EVERY = 12


def uses_app(number: int, plan: CasePlan) -> bool:
    """Apps send no files."""
    return number % _EVERY == 5 and plan.channel == "web" and not plan.pictures


def by_app(world: World, number: int, intake: Intake, nonce: str) -> Receipt:
    token = _token(world)
    taken = hand_in(
        actor=actor_of_channel(token),
        token=token,
        intake=replace(intake, channel=_CHANNEL),
        public=number % (2 * _EVERY) == 5,
        nonce=nonce,
    )
    return taken.receipt


def _token(world: World) -> ChannelToken:
    campaign = world.cast.campaign
    known = (
        ChannelToken.objects.select_related("campaign").filter(campaign=campaign, name=_APP).first()
    )
    if known is not None:
        return known
    return issue_channel_token(actor=SYSTEM, campaign=campaign, channel=_CHANNEL, name=_APP).token
