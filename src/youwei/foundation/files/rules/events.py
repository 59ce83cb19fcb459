from dataclasses import dataclass
from enum import StrEnum

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


class Original(StrEnum):
    """What became of the file as it was handed in."""

    DROPPED = "dropped"
    SEALED = "sealed"
    UNSEALED = "nobody_to_seal_to"  # the rule says to seal it, nobody could open it: dropped


@dataclass(frozen=True, kw_only=True)
class FileAttached(Event):
    """`size` in bytes and `sha256` are those of the working copy. The name may tell who wrote."""

    kind = "files.attached"
    title = _("File attached")
    media_type: str
    size: int
    sha256: str
    original: Original = Original.DROPPED


@dataclass(frozen=True, kw_only=True)
class OriginalErased(Event):
    """With the writer's name: what a file hides may tell it. The working copy stays."""

    kind = "files.original_erased"
    title = _("Sealed original erased")
    erases = True
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileWasWithdrawn(Event):
    """A sealed original goes with it."""

    kind = "files.withdrawn"
    title = _("File withdrawn")
    erases = True
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class OrphansDiscarded(Event):
    """Stored content that belonged to no record, left by a crash."""

    kind = "files.orphans_discarded"
    title = _("Stored files without a record discarded")
    count: int


@dataclass(frozen=True, kw_only=True)
class FileWasSetAside(Event):
    """It may hold secrets; nobody can read it from now on."""

    kind = "files.set_aside"
    title = _("File set aside: it may hold secrets")
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileReleased(Event):
    """`rule` as 'evidence.secrets@1.4': the rulebook's section and version."""

    kind = "files.released"
    title = _("File released: it can be read again")
    sha256: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class FilePurged(Event):
    """The bytes are destroyed; what they were is told by media type, size and digest."""

    kind = "files.purged"
    title = _("File purged: its content was destroyed")
    erases = True
    media_type: str
    size: int
    sha256: str
    rule: str
