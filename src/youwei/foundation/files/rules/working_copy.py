"""From what was handed in to what is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from youwei.foundation.files.rules import images, names, pdf, plain
from youwei.foundation.files.rules.kinds import CSV, Kind, kind_of
from youwei.foundation.files.rules.office import clean_docx, clean_xlsx
from youwei.foundation.files.rules.refusals import FileBroken, FileEmpty, FileTooLarge
from youwei.kernel.age import new_pair, seal
from youwei.kernel.refusal import Refusal

_CLEAN: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.JPEG: images.clean,
    Kind.PNG: images.clean,
    Kind.PDF: pdf.clean,
    Kind.DOCX: clean_docx,
    Kind.XLSX: clean_xlsx,
    Kind.TEXT: plain.clean,
}
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Packed:
    """An original under a key of its own. Whoever keeps it wraps `secret` for those who may open
    it; with `secret` forgotten nobody ever does.
    """

    sealed: bytes = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What is stored. Where the original may be kept, it comes along `packed`; else it is gone."""

    name: str
    media_type: str
    content: bytes
    packed: Packed | None = field(default=None, repr=False)


def with_original(copy: WorkingCopy, original: bytes) -> WorkingCopy:
    """Sealed at once, before anybody knows whether somebody may open it."""
    pair = new_pair()
    return replace(copy, packed=Packed(seal(original, to=[pair.public]), pair.secret))


def working_copy(name: str, content: bytes, *, at_most: int, tables: bool = False) -> WorkingCopy:
    """`at_most` in bytes; `tables`: CSV as well. Raises a named refusal and never anything else."""
    if not content:
        raise FileEmpty
    if len(content) > at_most:
        raise FileTooLarge(limit=f"{at_most / MEGABYTE:.3g}")
    try:
        suffix = names.suffix_of(name)
        kind = kind_of(content, suffix, tables=tables)
        cleaned = plain.table(content) if suffix == CSV else _CLEAN[kind](content)
    except Refusal:
        raise
    except Exception:  # the parsers promise no closed set of errors on hostile bytes
        # Not chained: a parser's message can quote the file, and messages reach the log.
        raise FileBroken from None
    if not cleaned:
        raise FileEmpty
    return WorkingCopy(name=names.shown(name), media_type=kind.value, content=cleaned)
