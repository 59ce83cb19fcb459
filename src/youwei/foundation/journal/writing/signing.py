"""The key that signs tree heads: its secret half is a file of the data folder."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction

from youwei.foundation.journal.models import SigningKey
from youwei.kernel import clock
from youwei.kernel.disk import write_secret

FOLDER = "journal-keys"


class KeyMissing(Exception):
    """The secret half of the key in force is not in this data folder."""


def key_in_force() -> tuple[SigningKey, Ed25519PrivateKey]:
    """Makes the first key where there is none. Raises KeyMissing where its file is gone."""
    row = SigningKey.objects.filter(ended=None).order_by("-id").first() or _first()
    path = _path(row.public)
    if not path.exists():
        raise KeyMissing(f"{path} is missing; `youwei journal renew-key` begins another key")
    return row, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def has_secret() -> bool:
    """Whether this data folder can sign: True, too, where no key was ever needed."""
    row = SigningKey.objects.filter(ended=None).order_by("-id").first()
    return row is None or _path(row.public).exists()


@transaction.atomic
def renew() -> SigningKey:
    """Ends the key in force and begins another. What was signed stays checkable."""
    secret = Ed25519PrivateKey.generate()
    public = secret.public_key().public_bytes_raw().hex()
    now = clock.now()
    for row in SigningKey.objects.select_for_update().filter(ended=None):
        row.ended = now
        row.save(update_fields=["ended"])
    row = SigningKey.objects.create(origin=_origin(), public=public, begins=now)
    write_secret(_path(public), secret.private_bytes_raw().hex())
    return row


def _first() -> SigningKey:
    try:
        return renew()
    except IntegrityError:  # another worker was first
        return SigningKey.objects.get(ended=None)


def _origin() -> str:
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"{hosts[0] if hosts else 'localhost'}/journal"


def _path(public: str) -> Path:
    folder: Path = settings.YOUWEI_DATA / FOLDER
    return folder / f"{public}.key"
