"""The two hashes of the public record: SHA-256, and SM3 (GB/T 32905) where rules ask for it."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, Literal

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC

Algorithm = Literal["sha256", "sm3"]


def _sm3_of_openssl(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _sm3(data: bytes) -> bytes:
    """Where Python's own OpenSSL was built without it."""
    hashed = Hash(SM3())
    hashed.update(data)
    return hashed.finalize()


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


_HASHES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "sha256": _sha256,
    "sm3": _sm3_of_openssl if "sm3" in hashlib.algorithms_available else _sm3,
}


def digest(algorithm: Algorithm, data: bytes) -> bytes:
    """32 bytes."""
    return _HASHES[algorithm](data)


def keyed(algorithm: Algorithm, key: bytes, data: bytes) -> bytes:
    """HMAC (RFC 2104; GB/T 15852.2), 32 bytes."""
    if algorithm == "sha256":
        return hmac.digest(key, data, hashlib.sha256)
    made = HMAC(key, SM3())
    made.update(data)
    return made.finalize()
