"""Names and contacts at rest: SM4-GCM (GB/T 32907, C-07); the database never holds the key."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from youwei.kernel.refusal import OUT_OF_REACH, Refusal
from youwei.kernel.refusal import gettext_noop as _

_NONCE = 12  # bytes
_TAG = 16  # bytes


class SealBroken(Refusal):
    """The bytes were changed, belong to another record, or the key is another."""

    code = "seal_broken"
    message = _("What is sealed here does not open: it was damaged, or the secret is another.")
    remedy = _(
        "Nothing was changed. Tell the system administrator: the former secret belongs among those "
        "that are still accepted, and a backup may hold it intact."
    )
    outside = OUT_OF_REACH
    damage = True


def derive(secret: str, purpose: str) -> bytes:
    """A key for one purpose from the installation's secret: 32 bytes."""
    return hmac.digest(secret.encode(), b"youwei:" + purpose.encode(), hashlib.sha256)


def seal(text: str, *, key: bytes, context: str) -> bytes:
    """`context` names the record and field; sealed bytes moved elsewhere do not open."""
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context.encode())
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return nonce + encryptor.tag + body


def unseal(sealed: bytes, *, key: bytes, context: str) -> str:
    """Raises SealBroken."""
    nonce, tag, body = sealed[:_NONCE], sealed[_NONCE : _NONCE + _TAG], sealed[_NONCE + _TAG :]
    try:
        decryptor = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context.encode())
        return (decryptor.update(body) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
