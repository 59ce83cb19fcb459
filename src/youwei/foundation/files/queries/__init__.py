"""Who may read a file is decided by the app that owns its origin, before it calls these."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef

from youwei.foundation.files.models import EvidenceFile, Quarantine, SealedOriginal
from youwei.foundation.files.rules.events import FileAttached
from youwei.foundation.files.rules.refusals import FileMissing, FileSetAside, FileWithdrawn
from youwei.foundation.files.rules.working_copy import (
    WorkingCopy,
    with_original,
    working_copy,
)
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel.age import unseal, unwrap
from youwei.kernel.refusal import NotFound

FOLDER = "evidence"


@dataclass(frozen=True, slots=True)
class Attached:
    """One line of a list of attachments. `size` in bytes; nobody opens what is `set_aside`. By the
    number `original` a recipient of the discipline body finds the file as it was handed in.
    """

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    withdrawn_at: datetime | None
    set_aside: bool = False
    original: int | None = None

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def prepared(
    *, name: str, content: BinaryIO, keeps_original: bool = False, tables: bool = False
) -> WorkingCopy:
    """Checks and cleans an upload; nothing is stored. Raises a named refusal. `keeps_original`: the
    rulebook may want it kept, so it comes along sealed. `tables`: CSV is taken as well.

    It can take seconds. Call it before the operation begins: inside, everybody else who writes
    would wait for it.
    """
    at_most: int = settings.YOUWEI_UPLOAD_BYTES
    original = content.read(at_most + 1)
    copy = working_copy(name, original, at_most=at_most, tables=tables)
    return with_original(copy, original) if keeps_original else copy


def of(origin: str, *, with_withdrawn: bool = False) -> tuple[Attached, ...]:
    """What is attached to one thing, oldest first."""
    return of_many([origin], with_withdrawn=with_withdrawn).get(origin, ())


def of_many(
    origins: Iterable[str], *, with_withdrawn: bool = False
) -> dict[str, tuple[Attached, ...]]:
    """The same for many things, in one query; things without files are left out."""
    open_ones = Quarantine.objects.filter(file=OuterRef("pk"), decided_at=None)
    files = (
        EvidenceFile.objects.filter(origin__in=list(origins))
        .annotate(set_aside=Exists(open_ones), kept_original=F("original__pk"))
        .order_by("id")
    )
    if not with_withdrawn:
        files = files.filter(withdrawn_at=None)
    found: dict[str, tuple[Attached, ...]] = {}
    for file in files:
        line = _line(file, set_aside=file.set_aside, original=file.kept_original)
        found[file.origin] = (*found.get(file.origin, ()), line)
    return found


def one(origins: str | Iterable[str], file_id: int) -> EvidenceFile:
    """The file, if it belongs to this thing or to one of these. Raises NotFound, FileWithdrawn."""
    wanted = [origins] if isinstance(origins, str) else list(origins)
    file = EvidenceFile.objects.filter(pk=file_id, origin__in=wanted).first()
    if file is None:
        raise NotFound
    if file.withdrawn_at is not None:
        raise FileWithdrawn
    return file


@dataclass(frozen=True, slots=True)
class Place:
    """In whose history a file stands, and in which campaign."""

    campaign_id: int
    trail: str


def attached_in(file: EvidenceFile) -> Place:
    """As the journal has it since the file was attached. NotFound for one of no campaign."""
    event = JournalEvent.objects.filter(subject=f"file:{file.pk}", kind=FileAttached.kind).first()
    if event is None or event.campaign_id is None:
        raise NotFound
    return Place(campaign_id=event.campaign_id, trail=event.trail)


def open_stream(file: EvidenceFile) -> BinaryIO:
    """The stored bytes; the caller closes them. Raises FileWithdrawn, FileSetAside, FileMissing."""
    if file.withdrawn_at is not None:
        raise FileWithdrawn
    if is_set_aside(file):
        raise FileSetAside
    return _stream(file.stored)


def is_set_aside(file: EvidenceFile) -> bool:
    return Quarantine.objects.filter(file=file, decided_at=None).exists()


def open_original(original: SealedOriginal, wrapped: bytes, secret: str) -> bytes:
    """The file as it was handed in; `secret` opens `wrapped`. Raises NotForThisKey, FileMissing."""
    with _stream(original.stored) as stream:
        return unseal(stream.read(), unwrap(wrapped, secret))


def _stream(stored: str) -> BinaryIO:
    try:
        return cast("BinaryIO", default_storage.open(stored, "rb"))
    except FileNotFoundError:
        raise FileMissing from None


def orphans(*, before: datetime) -> tuple[str, ...]:
    """Names in the store that no living row refers to, put there before this moment.

    They remain when a process dies between storing and committing, or between a withdrawal and
    its deletion. `before` keeps uploads that are under way out; an hour ago is safe.
    """
    return tuple(
        name
        for names in _stored_by_folder()
        for name in sorted(names - _living(names))
        if _stored_at(name) < before
    )


def _stored_by_folder() -> Iterator[set[str]]:
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        _, names = default_storage.listdir(f"{FOLDER}/{folder}")
        yield {f"{FOLDER}/{folder}/{name}" for name in names}


def _living(names: set[str]) -> set[str]:
    if not names:
        return set()
    folder = min(names).rpartition("/")[0]  # by folder: a list of all its names could be too long
    inside = folder + "/"
    copies = EvidenceFile.objects.filter(stored__startswith=inside, withdrawn_at=None)
    originals = SealedOriginal.objects.filter(stored__startswith=inside)
    return {name for rows in (copies, originals) for name in rows.values_list("stored", flat=True)}


def _stored_at(name: str) -> datetime:
    try:  # the modification time of a local file is rounded on purpose
        return default_storage.get_created_time(name)
    except NotImplementedError:
        return default_storage.get_modified_time(name)


def _line(file: EvidenceFile, *, set_aside: bool, original: int | None) -> Attached:
    return Attached(
        id=file.pk,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        added_at=file.added_at,
        withdrawn_at=file.withdrawn_at,
        set_aside=set_aside,
        original=original,
    )
