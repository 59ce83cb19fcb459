"""What qpdf would have to unpack and walk before it can be asked anything, added up beforehand.

qpdf bounds each stream that it reads by itself; a file of many such streams it does not.
"""

import re
import zlib

from youwei.foundation.files.rules.refusals import FileBroken, PackageTooLarge

OBJECTS = 300_000
UNPACKED = 256 * 1024 * 1024  # bytes of all object and reference streams together
_NEAR = 64 * 1024  # bytes before a stream in which its dictionary begins
_ENCRYPTED_RATIO = 40  # what is encrypted cannot be unpacked here; usual are 3 to 10
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_READ_BY_QPDF = re.compile(rb"/(ObjStm|XRef)\b")
_FILTER = re.compile(rb"/\w+Decode\b")
_STEP = 1024 * 1024


def check(content: bytes) -> None:
    """Raises PackageTooLarge, and FileBroken for a packing that no program uses there."""
    if content.count(b"endobj") > OBJECTS:
        raise PackageTooLarge
    left, is_encrypted = UNPACKED, b"/Encrypt" in content
    for found in _STREAM.finditer(content):
        before = _plain(content[max(found.start() - _NEAR, 0) : found.start()])
        if not _READ_BY_QPDF.search(before):
            continue
        own = before[before.rfind(b"endobj") + 1 :]
        if _READ_BY_QPDF.search(own) and not _is_usual(own):
            raise FileBroken
        left -= _size(content, found.end(), left, is_encrypted=is_encrypted)
        if left < 0:
            raise PackageTooLarge


def _plain(words: bytes) -> bytes:
    """Names may be written with escapes: /#4fbjStm."""
    return _ESCAPED.sub(lambda one: bytes((int(one[1], 16),)), words)


def _is_usual(dictionary: bytes) -> bool:
    """Not packed at all, or once by Deflate."""
    return b"/Filter" not in dictionary or _FILTER.findall(dictionary) == [b"/FlateDecode"]


def _size(content: bytes, at: int, most: int, *, is_encrypted: bool) -> int:
    """Bytes that come out, or one more than `most`."""
    if is_encrypted:
        return _ENCRYPTED_RATIO * (max(content.find(b"endstream", at), at) - at)
    unpacking, out = zlib.decompressobj(), 0
    piece = content[at : at + _STEP]
    while piece and not unpacking.eof and out <= most:
        try:
            out += len(unpacking.decompress(piece, _STEP))
        except zlib.error:  # not packed, or qpdf will say that it is broken
            break
        if not unpacking.unconsumed_tail:
            at += _STEP
        piece = unpacking.unconsumed_tail or content[at : at + _STEP]
    return out
