"""Contacts of people in a frame: sealed with a key that is not in the database (C-07)."""

from functools import cache

from django.conf import settings

from youwei.kernel.sealing import SealBroken, derive, seal, unseal
from youwei.listening.appraisal.models import Member, Panel


def sealed(panel: Panel, serial: str, contact: str) -> bytes:
    return seal(contact, key=_keys()[0], context=_context(panel.pk, serial))


def contact_of(member: Member, panel: Panel) -> str:
    """Empty where none was given. Raises SealBroken where it was changed or moved."""
    if member.sealed_contact is None:
        return ""
    kept = bytes(member.sealed_contact)
    for key in _keys():
        try:
            return unseal(kept, key=key, context=_context(panel.pk, member.serial))
        except SealBroken:
            continue
    raise SealBroken


def _keys() -> tuple[bytes, ...]:
    return _derived((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _derived(secrets: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(derive(secret, "appraisal-contact") for secret in secrets)


def _context(panel: int, serial: str) -> str:
    return f"appraisal:{panel}:{serial}"
