"""Tokens with which a partner's program hands in through one channel."""

import secrets
from dataclasses import dataclass, field

from django.conf import settings

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.rulebook.rules.channels import Entry
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState
from youwei.kernel.words import clean_label
from youwei.listening.complaints.access import check_issues_tokens
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.queries.tokens import token_hash
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.refusals import NotForPrograms, TokenNameless

NAME_LIMIT = 80  # characters
_PREFIX = "ywc_"  # so that a scanner can find one that slipped into a file


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`secret` is shown once and kept nowhere."""

    token: ChannelToken
    secret: str = field(repr=False)


@operation
def issue_channel_token(
    *, actor: Actor, campaign: Campaign, channel: str, name: str
) -> IssuedToken:
    """256 random bits for one channel of the campaign's rulebook in which programs hand in.

    `name` says whose program it is; the journal shows it beside what came in.
    """
    check_issues_tokens(actor, campaign)
    found = next((one for one in rules_of(campaign).channels if one.code == channel), None)
    if found is None or found.entry is not Entry.PROGRAM or found.form_only:
        raise NotForPrograms(field="channel")
    name = clean_label(name, limit=NAME_LIMIT, field="name")
    if not name:
        raise TokenNameless(field="name")
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = ChannelToken.objects.create(
        campaign=campaign,
        channel=channel,
        name=name,
        token_hash=token_hash(secret, settings.SECRET_KEY),
    )
    event = events.ChannelTokenIssued(channel=channel, name=name)
    record(actor=actor, event=event, subject=token.subject, campaign_id=campaign.pk)
    return IssuedToken(token=token, secret=secret)


@operation
def revoke_channel_token(*, actor: Actor, token: ChannelToken) -> ChannelToken:
    """From the next request on; what came in through it stays."""
    check_issues_tokens(actor, token.campaign)
    token = ChannelToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise WrongState
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    event = events.ChannelTokenRevoked(channel=token.channel, name=token.name)
    record(actor=actor, event=event, subject=token.subject, campaign_id=token.campaign_id)
    return token
