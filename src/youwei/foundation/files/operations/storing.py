import hashlib
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from youwei.foundation.files.models import EvidenceFile, OriginalKey, SealedOriginal
from youwei.foundation.files.queries import FOLDER, orphans, prepared
from youwei.foundation.files.rules.events import (
    FileAttached,
    FileWasWithdrawn,
    Original,
    OriginalErased,
    OrphansDiscarded,
)
from youwei.foundation.files.rules.refusals import FileMissing, FileWithdrawn, TooManyFiles
from youwei.foundation.files.rules.working_copy import Packed, WorkingCopy
from youwei.foundation.files.writing import destroy, drop_original
from youwei.foundation.journal.operations import on_undo, operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.age import wrap
from youwei.kernel.disk import settle


@operation
def attach(
    *,
    actor: Actor,
    origin: str,
    trail: str,
    campaign_id: int | None,
    name: str,
    content: BinaryIO | WorkingCopy,
    at_most: int | None = None,
    seal_to: Sequence[str] | None = None,
) -> EvidenceFile:
    """Stores a working copy without traces. Who may is the caller's rule. `seal_to`: public keys of
    those who may open the original that comes along packed; where there are none, or with None,
    where the rule says so, it is dropped.

    Give a prepared copy (`queries.prepared`) where others wait for this transaction. `at_most`
    bounds the number of files of the origin. Raises the refusals of `rules.refusals`.
    """
    if at_most is not None:
        attached = EvidenceFile.objects.filter(origin=origin, withdrawn_at=None).count()
        if attached >= at_most:
            raise TooManyFiles(limit=at_most)
    copy = content if isinstance(content, WorkingCopy) else prepared(name=name, content=content)
    file = EvidenceFile.objects.create(
        origin=origin,
        name=copy.name,
        media_type=copy.media_type,
        size=len(copy.content),
        sha256=hashlib.sha256(copy.content).hexdigest(),
        stored=_store(copy.content),
    )
    record(
        actor=actor,
        event=FileAttached(
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            original=_keep_original(file, copy.packed, seal_to),
        ),
        subject=f"file:{file.pk}",
        trail=trail,
        campaign_id=campaign_id,
    )
    return file


@operation
def withdraw(
    *, actor: Actor, file: EvidenceFile, trail: str, campaign_id: int | None
) -> EvidenceFile:
    """Removes the bytes once this is committed; the row keeps the digest. Raises FileWithdrawn."""
    file = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if file.withdrawn_at is not None:
        raise FileWithdrawn
    destroy(file)
    record(
        actor=actor,
        event=FileWasWithdrawn(media_type=file.media_type, size=file.size, sha256=file.sha256),
        subject=f"file:{file.pk}",
        trail=trail,
        campaign_id=campaign_id,
    )
    return file


@operation
def erase_original(
    *, actor: Actor, file: EvidenceFile, trail: str, campaign_id: int | None
) -> EvidenceFile:
    """The working copy stays. Raises FileMissing where no original was kept."""
    original = SealedOriginal.objects.filter(file=file).first()
    if original is None:
        raise FileMissing
    drop_original(file)
    record(
        actor=actor,
        event=OriginalErased(sha256=original.sha256),
        subject=f"file:{file.pk}",
        trail=trail,
        campaign_id=campaign_id,
    )
    return file


@operation
def discard_orphans(*, actor: Actor, before: datetime) -> int:
    """Deletes what `queries.orphans` finds and returns how many."""
    names = orphans(before=before)
    for name in names:
        default_storage.delete(name)
    record(actor=actor, event=OrphansDiscarded(count=len(names)), subject="files:orphans")
    return len(names)


def _keep_original(
    file: EvidenceFile, packed: Packed | None, seal_to: Sequence[str] | None
) -> Original:
    if packed is None or seal_to is None:
        return Original.DROPPED
    if not seal_to:
        return Original.UNSEALED
    original = SealedOriginal.objects.create(
        file=file,
        stored=_store(packed.sealed),
        size=len(packed.sealed),
        sha256=hashlib.sha256(packed.sealed).hexdigest(),
    )
    OriginalKey.objects.bulk_create(
        OriginalKey(original=original, public=one, wrapped=wrap(packed.secret, to=one))
        for one in dict.fromkeys(seal_to)
    )
    return Original.SEALED


def _store(content: bytes) -> str:
    """The new random place. Stored before the row commits; taken back if it never does."""
    token = secrets.token_hex(32)
    stored = default_storage.save(f"{FOLDER}/{token[:2]}/{token}", ContentFile(content))
    on_undo(partial(default_storage.delete, stored))
    with suppress(NotImplementedError):  # a remote store has no path, and settles by itself
        _settle(default_storage.path(stored))
    return stored


def _settle(path: str) -> None:
    """On disk before the receipt is shown; the file's time tells the day and no more (C-02)."""
    day = datetime.combine(clock.today(), time.min, tzinfo=clock.ZONE).timestamp()
    os.utime(path, (day, day))
    settle(Path(path), Path(default_storage.path("")).parent)
