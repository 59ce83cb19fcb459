"""Tokens with which a program does what its owner may do."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, ApiToken, Proposal
from youwei.foundation.people.queries import token_hash
from youwei.foundation.people.rules import events, refusals
from youwei.foundation.people.rules.proposals import Action
from youwei.foundation.people.writing import check_token, locked
from youwei.kernel import clock
from youwei.kernel.actor import Actor

_PREFIX = "yw_"  # so that a scanner can find one that slipped into a file


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`secret` is shown once and kept nowhere."""

    token: ApiToken
    secret: str = field(repr=False)


@operation
def issue_token(
    *,
    actor: Actor,
    account: Account,
    name: str,
    expires_on: date,
    proposal: Proposal | None = None,
) -> IssuedToken:
    """256 random bits; `expires_on` is the last day on which it works. A token that may do what a
    weighty role may needs the account's own `proposal`, confirmed by another person.
    """
    access.check_own(actor, account)
    account = locked(account)
    if access.holds_weighty(account):
        access.check_second(actor, Action.ISSUE_TOKEN, account, proposal)
    if not account.is_active:
        raise refusals.AccountClosed
    name = check_token(name, expires_on)
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


@operation
def sweep_tokens(*, actor: Actor, keys: Sequence[int | str]) -> int:
    """Removes tokens that have long ended; their issue and end stay in the journal."""
    access.check_system(actor)
    over = Q(revoked_at__isnull=False) | Q(expires_on__lt=clock.today())
    count = ApiToken.objects.filter(over, pk__in=keys).delete()[0]
    record(actor=actor, event=events.TokensSwept(count=count), subject="api_tokens")
    return count
