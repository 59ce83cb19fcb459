"""The key that signs tree heads: its secret half is a file of the data folder."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from youwei.foundation.journal.models import SigningKey
from youwei.kernel import clock

FOLDER = "journal-keys"


class KeyMissing(Exception):
    """The secret half of the key in force is not in this data folder."""


def key_in_force() -> tuple[SigningKey, Ed25519PrivateKey]:
    """Makes the first key where there is none. Raises KeyMissing where its file is gone."""
    row = SigningKey.objects.filter(ended=None).order_by("-id").first() or renew()
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
    _store(_path(public), secret.private_bytes_raw().hex())
    now = clock.now()
    for row in SigningKey.objects.select_for_update().filter(ended=None):
        row.ended = now
        row.save(update_fields=["ended"])
    return SigningKey.objects.create(origin=_origin(), public=public, begins=now)


def _origin() -> str:
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"{hosts[0] if hosts else 'localhost'}/journal"


def _path(public: str) -> Path:
    folder: Path = settings.YOUWEI_DATA / FOLDER
    return folder / f"{public}.key"


def _store(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
