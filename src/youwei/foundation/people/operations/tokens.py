"""Tokens with which a program does what its owner may do."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, ApiToken
from youwei.foundation.people.queries import token_hash
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.accounts import NAME_LENGTH, latest_expiry
from youwei.foundation.people.writing import locked
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.characters import clean

_PREFIX = "yw_"  # so that a scanner can find one that slipped into a file


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`secret` is shown once and kept nowhere."""

    token: ApiToken
    secret: str = field(repr=False)


@operation
def issue_token(*, actor: Actor, account: Account, name: str, expires_on: date) -> IssuedToken:
    """256 random bits; `expires_on` is the last day on which it works."""
    access.check_own(actor, account)
    account, today = locked(account), clock.today()
    if not account.is_active:
        raise refusals.AccountClosed
    name = clean(name)
    if not name or len(name) > NAME_LENGTH:
        raise refusals.NameMissing(field="name")
    if not today <= expires_on <= latest_expiry(today):
        raise refusals.TokenTooLong(field="expires_on")
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name,
        token_hash=token_hash(secret, str(settings.SECRET_KEY)),
        expires_on=expires_on,
    )
    event = events.TokenIssued(token=token.pk, expires_on=expires_on)
    record(actor=actor, event=event, subject=account.subject)
    return IssuedToken(token=token, secret=secret)


@operation
def revoke_token(*, actor: Actor, token: ApiToken) -> ApiToken:
    """By its owner, or by the one who grants roles."""
    access.check_own_or_governs(actor, token.account)
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is not None:
        raise refusals.AlreadyEnded
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(actor=actor, event=events.TokenRevoked(token=token.pk), subject=token.account.subject)
    return token
