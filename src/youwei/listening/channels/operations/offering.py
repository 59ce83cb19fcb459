"""The form is offered to a partner's site, by a token of its own."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState
from youwei.listening.channels.models import Frame, Origin
from youwei.listening.channels.rules import events
from youwei.listening.channels.rules.refusals import NotForFrames
from youwei.listening.channels.rules.takers import embeds
from youwei.listening.complaints.access import check_issues_tokens
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.tokens import IssuedToken, issue_channel_token


@dataclass(frozen=True, slots=True)
class Offered:
    """`issued.secret` is shown once; programs use it, the form does not."""

    issued: IssuedToken
    frame: Frame


@operation
def offer_form(
    *, actor: Actor, campaign: Campaign, channel: str, name: str, origins: Sequence[str]
) -> Offered:
    """`origins` as rules.origins gives them; none, and the form stands in no frame yet."""
    check_issues_tokens(actor, campaign)
    found = next((one for one in rules_of(campaign).channels if one.code == channel), None)
    if found is None or not embeds(found):
        raise NotForFrames(field="channel")
    issued = issue_channel_token(actor=actor, campaign=campaign, channel=channel, name=name)
    token = issued.token
    frame = Frame.objects.create(token=token, public_id=secrets.token_hex(12))
    _replace(frame, origins)
    event = events.FormOffered(channel=channel, name=token.name)
    record(actor=actor, event=event, subject=token.subject, campaign_id=campaign.pk)
    return Offered(issued, frame)


@operation
def set_origins(*, actor: Actor, frame: Frame, origins: Sequence[str]) -> Frame:
    """From the next request on."""
    token = ChannelToken.objects.select_for_update(of=("self",)).get(pk=frame.token_id)
    check_issues_tokens(actor, token.campaign)
    if token.revoked_at is not None:
        raise WrongState
    _replace(frame, origins)
    event = events.OriginsSet(channel=token.channel, name=token.name, origins=len(origins))
    record(actor=actor, event=event, subject=token.subject, campaign_id=token.campaign_id)
    return frame


def _replace(frame: Frame, origins: Sequence[str]) -> None:
    frame.origins.all().delete()
    Origin.objects.bulk_create(Origin(frame=frame, origin=one) for one in origins)
