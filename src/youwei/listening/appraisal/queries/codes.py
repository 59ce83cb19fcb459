"""Codes: drawn by chance, kept as a keyed hash, found again by what a person typed."""

import secrets

from django.conf import settings

from youwei.kernel.receipts import hash_of, normalise
from youwei.kernel.sealing import derive
from youwei.listening.appraisal.models import Invitation
from youwei.listening.appraisal.rules.ballots import CODE_LETTERS

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 5 bits each; none can be misread for another
_PURPOSE = "appraisal-code"


def new_code() -> str:
    """80 bits in groups of four."""
    letters = [secrets.choice(_LETTERS) for _ in range(CODE_LETTERS)]
    return "-".join("".join(letters[n : n + 4]) for n in range(0, CODE_LETTERS, 4))


def code_hash(code: str) -> str:
    return hash_of(normalise(code), key=_keys()[0])


def invitation_of(code: str) -> Invitation | None:
    """With its round. None for a code that never was, or was replaced."""
    typed = normalise(code)
    if len(typed) != CODE_LETTERS:
        return None
    hashes = [hash_of(typed, key=key) for key in _keys()]
    rows = Invitation.objects.select_related("member__stratum__panel__round__campaign")
    return rows.filter(code_hash__in=hashes).first()


def mark_of(nonce: str) -> str:
    """Keyed hash of a ballot page's own secret."""
    return hash_of(f"sent:{nonce}", key=_keys()[0])


def _keys() -> tuple[bytes, ...]:
    """The key in force first; codes handed out before a change of the secret go on."""
    held = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(derive(str(secret), _PURPOSE) for secret in held)
