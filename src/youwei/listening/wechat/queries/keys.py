"""Keyed hashes and sealed openids; former secrets stay good as long as they are set."""

from django.conf import settings

from youwei.kernel.receipts import hash_of
from youwei.kernel.sealing import SealBroken, derive, seal, unseal
from youwei.listening.wechat.models import Subscription


def hashes(purpose: str, value: str) -> tuple[str, ...]:
    """By the secret in force first. `purpose` is case, person, code or mark."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(hash_of(value, key=derive(secret, f"wechat-{purpose}")) for secret in secrets)


def sealed(openid: str, case_hash: str) -> bytes:
    return seal(openid, key=derive(settings.SECRET_KEY, "wechat-openid"), context=case_hash)


def openid_of(row: Subscription) -> str:
    """Raises SealBroken."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = derive(secret, "wechat-openid")
        try:
            return unseal(bytes(row.sealed_openid), key=key, context=row.case_hash)
        except SealBroken:
            continue
    raise SealBroken
