"""The allow-list. A file is what its content says; its name has to agree."""

from enum import StrEnum

from youwei.foundation.files.rules import package
from youwei.foundation.files.rules.refusals import FileTypeNotTaken, NameAndContentDiffer


class Kind(StrEnum):
    """The value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    DOCX = package.DOCX
    XLSX = package.XLSX
    TEXT = "text/plain"


SUFFIXES = {
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Kind.PNG: (".png",),
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    Kind.TEXT: (".txt",),
}
CSV = ".csv"
_SIGNATURES = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"%PDF-": Kind.PDF,
}


def kind_of(content: bytes, suffix: str, *, tables: bool = False) -> Kind:
    """Raises FileTypeNotTaken, NameAndContentDiffer, and HoldsMacros for macro-enabled packages.

    Plain text has no signature: it is what is named so and starts like none of the others; with
    `tables` CSV as well.
    """
    found = _by_content(content)
    if found is None and (suffix in SUFFIXES[Kind.TEXT] or (tables and suffix == CSV)):
        return Kind.TEXT
    if found is None:
        raise FileTypeNotTaken
    if suffix not in SUFFIXES[found]:
        raise NameAndContentDiffer(named=suffix or "-", found=found.name)
    return found


def _by_content(content: bytes) -> Kind | None:
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(package.SIGNATURE):
        return Kind(package.media_type(content))
    return None
