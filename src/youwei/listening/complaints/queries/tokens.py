"""Channel tokens: whom a program hands in for, and the nonce of what it hands in."""

import hashlib
import hmac

from django.conf import settings

from youwei.kernel import clock, receipts
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.sealing import derive
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.queries.receipts import earlier


def token_hash(token: str, secret: str) -> str:
    return receipts.hash_of(token, key=derive(secret, "channel-token"))


def channel_token(token: str) -> ChannelToken | None:
    """The token in force with its campaign, or None if it opens nothing. Without the text of the
    rulebook: `rules_of` has it, and to read it took as long as to store what is handed in.
    """
    hashes = [token_hash(token, secret) for secret in _secrets()]
    return (
        ChannelToken.objects.select_related("campaign__jurisdiction")
        .filter(token_hash__in=hashes, revoked_at__isnull=True)
        .first()
    )


def actor_of_channel(token: ChannelToken) -> Actor:
    return Actor(kind=ActorKind.CHANNEL, label=token.name, channel=token.channel)


def is_open(token: ChannelToken) -> bool:
    """Whether the token's campaign takes matters in today."""
    return token.campaign.runs_on(clock.today())


def nonce_for(token: ChannelToken, idempotency_key: str) -> str:
    """The nonce of what is handed in under this key. Two tokens never share one, nobody guesses it
    however poor the key, and it outlives a change of the secret.
    """
    said = f"{token.pk}:{idempotency_key}".encode()
    nonces = [
        hmac.new(derive(secret, "channel-nonce"), said, hashlib.sha256).hexdigest()
        for secret in _secrets()
    ]
    return next((nonce for nonce in nonces[1:] if earlier(nonce) is not None), nonces[0])


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
