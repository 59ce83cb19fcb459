"""Sealing to public keys: age with X25519 (age-encryption.org/v1), through rage.

Whoever holds the public half can seal and not open. age hides who sealed something, and proves it
to nobody: that is left to the journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyrage

from youwei.kernel.padding import Misshapen, padded, unpadded
from youwei.kernel.refusal import OUT_OF_REACH, Refusal
from youwei.kernel.refusal import gettext_noop as _

Stored = bytes | memoryview  # as a column of bytes comes from either engine


class NotForThisKey(Refusal):
    """Sealed to other keys, or changed since."""

    code = "not_for_this_key"
    message = _("What is sealed here does not open: it was damaged, or sealed for another key.")
    remedy = _("Nothing was changed. Tell the system administrator: a backup may hold it intact.")
    outside = OUT_OF_REACH
    damage = True


class DamagedKey(Refusal):
    """What should be sealed finds no key to seal it with."""

    code = "damaged_key"
    message = _("This cannot be sealed: the key for it was damaged.")
    remedy = _("Nothing was changed. Tell the system administrator: a backup may hold it intact.")
    outside = OUT_OF_REACH
    damage = True


@dataclass(frozen=True, slots=True)
class Pair:
    """`public` begins with age1; `secret` is never stored as it is."""

    public: str
    secret: str = field(repr=False)


def new_pair() -> Pair:
    made = pyrage.x25519.Identity.generate()
    return Pair(public=str(made.to_public()), secret=str(made))


def seal(content: bytes, *, to: Sequence[str]) -> bytes:
    """Opens with the secret half of any of `to`. Its size tells little (kernel.padding). Raises
    DamagedKey.
    """
    assert to, "nobody could open it"
    return bytes(pyrage.encrypt(padded(content), [_public(one) for one in to]))


def unseal(sealed: Stored, secret: str) -> bytes:
    """Raises NotForThisKey."""
    try:
        opened = pyrage.decrypt(bytes(sealed), [pyrage.x25519.Identity.from_str(secret)])
        return unpadded(bytes(opened))
    except (pyrage.DecryptError, pyrage.IdentityError, Misshapen):
        raise NotForThisKey from None  # not chained: nothing of the content in a trace


def wrap(secret: str, *, to: str) -> bytes:
    """A report's secret key for one recipient. Raises DamagedKey."""
    return bytes(pyrage.encrypt(secret.encode(), [_public(to)]))


def unwrap(wrapped: Stored, secret: str) -> str:
    """Raises NotForThisKey."""
    try:
        opened = pyrage.decrypt(bytes(wrapped), [pyrage.x25519.Identity.from_str(secret)])
        return bytes(opened).decode()
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise NotForThisKey from None


def wrap_twice(secret: str, *, outer: str, inner: str) -> bytes:
    """For two holders: who opens it with the outer key gets what only the inner one opens.
    Raises DamagedKey.
    """
    return bytes(pyrage.encrypt(wrap(secret, to=inner), [_public(outer)]))


def peel(wrapped: Stored, secret: str) -> bytes:
    """The inner layer of `wrap_twice`. Raises NotForThisKey."""
    try:
        return bytes(pyrage.decrypt(bytes(wrapped), [pyrage.x25519.Identity.from_str(secret)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise NotForThisKey from None


def public_of(secret: str) -> str | None:
    """None for what is no secret key; its checksum finds a slip of the pen."""
    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError:
        return None


def is_public(text: str) -> bool:
    try:
        _public(text)
    except DamagedKey:
        return False
    return True


def _public(text: str) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise DamagedKey from None
