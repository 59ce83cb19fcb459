"""The urn: anybody's ballot can be put in, and nobody looks in before the round is closed.

Slips are closed (age, X25519) to a key of the round. Its secret half is a file of the data folder,
never in the database; the process that takes ballots in does not read it. It is destroyed when the
ballots are sealed.
"""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyrage
from django.conf import settings

from youwei.foundation.journal.operations import on_undo
from youwei.kernel.disk import write_secret
from youwei.listening.appraisal.models import Delivery, Round, Slip
from youwei.listening.appraisal.models.urn import random_id
from youwei.listening.appraisal.rules.ballots import Ballot, Words, packed, unpacked
from youwei.listening.appraisal.rules.refusals import KeyGone

FOLDER = "urn-keys"
CHUNK = 2_000  # slips held in memory at once


def new_key() -> str:
    """The public half; the secret half is stored, and taken away again if the freezing fails."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    path = _path(public)
    write_secret(path, str(identity))
    on_undo(lambda: path.unlink(missing_ok=True))
    return public


def put(
    round_: Round, contents: Iterable[Ballot | Words], *, delivery: Delivery | None = None
) -> int:
    """In an order of chance. Returns how many slips that made."""
    key = _recipient(round_)
    slips = [
        Slip(round=round_, box=pyrage.encrypt(packed(one), [key]), delivery=delivery)
        for one in contents
    ]
    slips.sort(key=lambda slip: slip.pk)  # random numbers
    Slip.objects.bulk_create(slips, batch_size=500)
    return len(slips)


def opened(round_: Round) -> Iterator[Ballot | Words]:
    """Everything in the urn. Raises KeyGone."""
    identity = _identity(round_)
    for box in round_.slips.values_list("box", flat=True).iterator(chunk_size=CHUNK):
        yield unpacked(pyrage.decrypt(bytes(box), [identity]))


def shaken(round_: Round) -> int:
    """Closes every slip anew under another number, in another order: whoever copied the database
    before finds no slip again, and the rows share one writing. Raises KeyGone.
    """
    identity, key = _identity(round_), _recipient(round_)
    rows = list(round_.slips.values_list("pk", "box", "delivery_id"))
    made = [
        Slip(
            id=random_id(),
            round=round_,
            box=pyrage.encrypt(pyrage.decrypt(bytes(box), [identity]), [key]),
            delivery_id=delivery,
        )
        for _, box, delivery in rows
    ]
    secrets.SystemRandom().shuffle(made)
    round_.slips.all().delete()
    Slip.objects.bulk_create(made, batch_size=500)
    return len(made)


def secret_half(round_: Round) -> str:
    """For a copy on a medium of its own. Raises KeyGone."""
    return str(_identity(round_))


def put_key(round_: Round, secret: str) -> None:
    """Where it is missing."""
    if not has_key(round_):
        write_secret(_path(round_.urn_key), secret)


def destroy_key(round_: Round) -> None:
    """Nothing that was ever put in can be opened after this."""
    _path(round_.urn_key).unlink(missing_ok=True)


def has_key(round_: Round) -> bool:
    return bool(round_.urn_key) and _path(round_.urn_key).exists()


def _recipient(round_: Round) -> pyrage.x25519.Recipient:
    return pyrage.x25519.Recipient.from_str(round_.urn_key)


def _identity(round_: Round) -> pyrage.x25519.Identity:
    if not has_key(round_):
        raise KeyGone
    return pyrage.x25519.Identity.from_str(_path(round_.urn_key).read_text().strip())


def _path(public: str) -> Path:
    folder: Path = settings.YOUWEI_DATA / FOLDER
    return folder / f"{public}.key"
