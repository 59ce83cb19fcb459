"""Query codes: at least 80 bits, shown once, kept only as a keyed hash (C-04)."""

import hashlib
import hmac
import secrets

# Crockford's letters: nothing that can be misread over the telephone (no I, L, O, U).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20  # 20 letters of 5 bits are 100 bits
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_nonce() -> str:
    """A form's own secret: posting the same form twice gives the same receipt."""
    return secrets.token_urlsafe(24)


def code_of(nonce: str, *, key: bytes) -> str:
    """The query code that belongs to a form's nonce, in groups of four.

    Derived, not drawn, so that a double submission can show the same code again although only
    its hash is kept. 100 of the digest's bits are used; without `key` it cannot be guessed.
    """
    number = int.from_bytes(hmac.digest(key, b"code:" + nonce.encode(), hashlib.sha256))
    letters = "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, _LENGTH, 4))


def normalise(code: str) -> str:
    """What a person typed, without case, spaces, hyphens and the usual misreadings."""
    kept = "".join(c for c in code.upper() if c.isalnum())
    return kept.translate(_MISREAD)


def hash_of(value: str, *, key: bytes) -> str:
    """Keyed hash, hex. A slow hash would add nothing against 100 bits and would slow intake."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def matches(code: str, stored: str, *, key: bytes) -> bool:
    """Constant-time comparison of a typed code with the stored hash."""
    return hmac.compare_digest(hash_of(normalise(code), key=key), stored)
