"""The form of a backup: a tar stream of small members, the last of which names the hash of each.

Written and read from front to back, so that memory holds one piece at a time.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final

PIECE: Final = 1024 * 1024  # bytes
MANIFEST: Final = "manifest.json"
CONTENTS: Final = "contents.json"
_BLOCK = 512


class Damaged(Exception):
    """The archive is cut off, or its bytes are not those that were written."""


@dataclass(frozen=True, slots=True)
class Member:
    """`pieces` has to be read before the next member is asked for."""

    name: str
    size: int
    pieces: Iterator[bytes]


class ArchiveWriter:
    """`hashes` is SHA-256, hex, of each member written so far."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self.hashes: dict[str, str] = {}

    def add(self, name: str, size: int, pieces: Iterable[bytes]) -> None:
        """Raises Damaged where the pieces are not `size` bytes: it changed while it was read."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._sink.write(info.tobuf(tarfile.PAX_FORMAT))
        hashed, written = hashlib.sha256(), 0
        for piece in pieces:
            hashed.update(piece)
            self._sink.write(piece)
            written += len(piece)
        if written != size:
            raise Damaged(f"{name}: {written} bytes instead of {size}")
        self._sink.write(b"\0" * (-size % _BLOCK))
        self.hashes[name] = hashed.hexdigest()

    def add_whole(self, name: str, content: bytes) -> None:
        self.add(name, len(content), (content,))

    def close(self) -> None:
        self.add_whole(CONTENTS, json.dumps(dict(self.hashes)).encode())
        self._sink.write(b"\0" * 2 * _BLOCK)


def members(source: BinaryIO) -> Iterator[Member]:
    """In the order of writing. At the end each hash has been compared; raises Damaged."""
    found: dict[str, str] = {}
    promised: dict[str, str] | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for info in archive:
                content = archive.extractfile(info)
                if content is None or not is_safe(info.name):
                    raise Damaged(f"{info.name}: no member of a backup")
                if info.name == CONTENTS:
                    promised = json.loads(content.read())
                    continue
                hashed = hashlib.sha256()
                yield Member(info.name, info.size, _pieces(content, hashed))
                for _ in _pieces(content, hashed):
                    pass  # what the reader left
                found[info.name] = hashed.hexdigest()
    except tarfile.TarError as error:
        raise Damaged(str(error)) from None
    if promised is None:
        raise Damaged("it is cut off")
    if found != promised:
        wrong = sorted(name for name in found | promised if found.get(name) != promised.get(name))
        raise Damaged(f"{wrong[0]}: not the bytes that were written")


def is_safe(name: str) -> bool:
    """Leads to no place outside the folder that it is restored into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts


def _pieces(content: IO[bytes], hashed: "hashlib._Hash") -> Iterator[bytes]:
    while piece := _piece(content):
        hashed.update(piece)
        yield piece


def _piece(content: IO[bytes]) -> bytes:
    try:
        return content.read(PIECE)
    except tarfile.TarError as error:
        raise Damaged(str(error)) from None
