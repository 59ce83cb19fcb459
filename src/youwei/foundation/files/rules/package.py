"""The zip of an office file (ISO/IEC 29500-2, Open Packaging), opened within bounds and written
anew: fixed times, no comments, no bytes before or after, no part that was not looked at.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from youwei.foundation.files.rules import markup
from youwei.foundation.files.rules.refusals import (
    FileBroken,
    FileLocked,
    FileTypeNotTaken,
    HoldsMacros,
    PackageTooLarge,
)

SIGNATURE = b"PK\x03\x04"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}

ENTRIES = 2_000
UNPACKED = 40 * 1024 * 1024  # bytes of all parts together; XML is cleaned at some 5 MB/s
RATIO = 200  # unpacked to packed, where it matters: deflate reaches 1,000
RATIO_FREE = 4 * 1024 * 1024  # below this a high ratio is an empty form, not a bomb
TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_NAME = re.compile(r"[^\x00-\x1f\\:*?\"<>|]{1,200}")

Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship. `target` is a part's name, or an address if `external`."""

    id: str
    type: str
    target: str
    external: bool


def media_type(content: bytes) -> str:
    """DOCX or XLSX. Raises FileTypeNotTaken for any other zip, HoldsMacros for .docm and .xlsm."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        named = [entry for entry in _bounded(archive) if entry.filename == TYPES]
        if not named:
            raise FileTypeNotTaken
        types = content_types(archive.read(named[0]))
    found = {_MAIN[kind] for kind in types.values() if kind in _MAIN}
    if any("macroenabled" in kind.lower() for kind in types.values()):
        raise HoldsMacros
    if len(found) != 1:
        raise FileTypeNotTaken
    return found.pop()


def opened(content: bytes) -> Parts:
    """Every part by its name. Raises FileBroken, FileLocked, PackageTooLarge."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in _bounded(archive)}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The same parts always give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != TYPES, name)):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return out.getvalue()


def content_types(xml: bytes) -> dict[str, str]:
    """Part name, or '.ending' for a default → content type."""
    types: dict[str, str] = {}
    for name, attributes in markup.elements(xml):
        kind = attributes.get("ContentType", "")
        if name == "Override":
            types[attributes.get("PartName", "").lstrip("/")] = kind
        elif name == "Default":
            types["." + attributes.get("Extension", "").lower()] = kind
    return types


def links(xml: bytes | None, *, of: str) -> tuple[Link, ...]:
    """The relationships of the part `of` ('' is the package)."""
    return tuple(
        Link(
            id=attributes.get("Id", ""),
            type=attributes.get("Type", ""),
            target=target if external else part_named(target, near=of),
            external=external,
        )
        for name, attributes in (markup.elements(xml) if xml is not None else ())
        if name == "Relationship"
        for target in [attributes.get("Target", "")]
        for external in [attributes.get("TargetMode", "") == "External"]
    )


def part_named(target: str, *, near: str) -> str:
    """A relationship's target as a part's name."""
    path = unquote(target.split("#")[0])
    return normpath(path.lstrip("/") if path.startswith("/") else join(dirname(near), path))


def links_of(part: str) -> str:
    """Where the relationships of a part stand."""
    return join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels")


def _bounded(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > ENTRIES:
        raise PackageTooLarge
    unpacked = sum(entry.file_size for entry in entries)
    stored = sum(entry.compress_size for entry in entries)
    if unpacked > UNPACKED or (unpacked > RATIO_FREE and unpacked > RATIO * max(stored, 1)):
        raise PackageTooLarge
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileLocked
    names = {entry.filename.lower() for entry in entries}
    if len(names) != len(entries) or not all(_is_plain(name) for name in names):
        raise FileBroken
    return entries


def _is_plain(name: str) -> bool:
    steps = name.split("/")
    return bool(_NAME.fullmatch(name)) and not {"", ".", ".."} & set(steps)
