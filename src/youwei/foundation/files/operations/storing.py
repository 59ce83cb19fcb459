import hashlib
import os
import secrets
from contextlib import suppress
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.queries import FOLDER, orphans, prepared
from youwei.foundation.files.rules.events import FileAttached, FileWasWithdrawn, OrphansDiscarded
from youwei.foundation.files.rules.refusals import FileWithdrawn, TooManyFiles
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import on_undo, operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
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
) -> EvidenceFile:
    """Stores a working copy without traces; the original is dropped. Who may is the caller's rule.

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
        event=FileAttached(media_type=file.media_type, size=file.size, sha256=file.sha256),
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
    file.withdrawn_at = clock.now()
    file.save(update_fields=["withdrawn_at"])
    # What fails here is found by `orphans`; it must not keep other callbacks from running.
    transaction.on_commit(partial(default_storage.delete, file.stored), robust=True)
    record(
        actor=actor,
        event=FileWasWithdrawn(media_type=file.media_type, size=file.size, sha256=file.sha256),
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
