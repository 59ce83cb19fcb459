"""A secret key under a passphrase: Argon2id (RFC 9106), then ChaCha20-Poly1305 (RFC 8439).

The costs stand in the lock itself, so that they can rise for new locks. Argon2id comes from the
reference implementation: OpenSSL's lends its lanes out of one pool for the whole process, and
callers at the same time wait there for each other for ever.
"""

import os
import struct
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_HEAD = struct.Struct(">BIBB16s12s")  # version, KiB, iterations, lanes, salt, nonce
_VERSION = 1
_KEY_BYTES = 32
_MOST_KIB = 1024 * 1024  # beyond it somebody changed the row to exhaust the machine


class WrongPassphrase(Exception):
    """Or a lock that was changed or moved."""


@dataclass(frozen=True, slots=True)
class Cost:
    kib: int
    iterations: int
    lanes: int


# A receipt's phrase has 96 random bits and is asked by everybody: the least that OWASP names.
RECEIPT = Cost(kib=19 * 1024, iterations=2, lanes=1)
# A recipient chooses the words: twice the memory of RFC 9106's second recommendation.
RECIPIENT = Cost(kib=128 * 1024, iterations=3, lanes=4)


def lock(secret: str, passphrase: str, *, cost: Cost, context: str) -> bytes:
    """`context` names the row: a lock moved elsewhere does not open."""
    salt, nonce = os.urandom(16), os.urandom(12)
    head = _HEAD.pack(_VERSION, cost.kib, cost.iterations, cost.lanes, salt, nonce)
    cipher = ChaCha20Poly1305(_stretched(passphrase, salt, cost))
    return head + cipher.encrypt(nonce, secret.encode(), head + context.encode())


def unlock(locked: bytes | memoryview, passphrase: str, *, context: str) -> str:
    """Raises WrongPassphrase."""
    locked = bytes(locked)
    if len(locked) <= _HEAD.size:
        raise WrongPassphrase
    version, kib, iterations, lanes, salt, nonce = _HEAD.unpack_from(locked)
    if version != _VERSION or kib > _MOST_KIB:
        raise WrongPassphrase
    head, body = locked[: _HEAD.size], locked[_HEAD.size :]
    try:
        cipher = ChaCha20Poly1305(_stretched(passphrase, salt, Cost(kib, iterations, lanes)))
        return cipher.decrypt(nonce, body, head + context.encode()).decode()
    except (InvalidTag, HashingError):  # HashingError: costs that no lock of ours has
        raise WrongPassphrase from None


def as_costly(passphrase: str, *, cost: Cost) -> None:
    """What `unlock` costs, where there is nothing to unlock: time tells nothing apart."""
    _stretched(passphrase, bytes(16), cost)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, cost.iterations, cost.kib, cost.lanes, _KEY_BYTES, Type.ID
    )
