"""安全模式 and the signatures of the official account (sha1 and AES-256-CBC are the protocol's)."""

import base64
import binascii
import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32  # bytes; PKCS#7 to this, not to the cipher's own 16
RANDOM = 16  # bytes in front of the message
LENGTH = 4  # bytes of its length, big endian
KEY_LETTERS = 43


class NotFromWechat(Exception):
    """Signature, sealing, account or form is wrong: one answer for all of them."""


def signature(*parts: str) -> str:
    return sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def check_signature(shown: str, *parts: str) -> None:
    if not hmac.compare_digest(signature(*parts).encode(), shown.encode("utf-8", "replace")):
        raise NotFromWechat


@dataclass(frozen=True, slots=True)
class Seal:
    """`letters` is the EncodingAESKey of the account `app`."""

    letters: str = field(repr=False)
    app: str

    @property
    def _key(self) -> bytes:
        return base64.b64decode(self.letters + "=")

    def close(self, text: str, *, random: bytes | None = None) -> str:
        message = text.encode()
        plain = b"".join(
            (
                random or os.urandom(RANDOM),
                len(message).to_bytes(LENGTH, "big"),
                message,
                self.app.encode(),
            )
        )
        short = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([short]) * short) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str) -> str:
        """Called after the signature was checked. Raises NotFromWechat."""
        try:
            content = base64.b64decode(sealed, validate=True)
            decryptor = self._cipher().decryptor()
            plain = decryptor.update(content) + decryptor.finalize()
            plain = plain[: -_padding(plain)]
            size = int.from_bytes(plain[RANDOM : RANDOM + LENGTH], "big")
            message, app = plain[RANDOM + LENGTH :][:size], plain[RANDOM + LENGTH + size :]
            if len(message) != size or not hmac.compare_digest(app, self.app.encode()):
                raise NotFromWechat
            return message.decode()
        except (binascii.Error, ValueError, IndexError) as error:
            raise NotFromWechat from error

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def _padding(plain: bytes) -> int:
    size = plain[-1]
    if not 1 <= size <= BLOCK or plain[-size:] != bytes([size]) * size:
        raise NotFromWechat
    return size
