"""The pictures of a PDF keep their data bit for bit; only the segments with traces are cut out."""

import re

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# What the picture itself needs: frames, tables, scans, restarts. EXIF, XMP, profiles, a second
# picture and comments stand in the others; of two applications' segments a beginning is needed.
_NEEDED = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
_JFIF, _JFIF_DENSITY = b"JFIF\x00", 12  # without the thumbnail that may follow
_ADOBE, _ADOBE_COLOURS = b"Adobe", 12  # how the colours are coded
# In scan data a marker is never followed by 00 (a data byte FF), D0–D7 (restart) or FF (fill).
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def bare(content: bytes) -> bytes:
    """The picture without metadata and without bytes after its end. ValueError if it is no JPEG."""
    if not content.startswith(bytes((0xFF, _START))):
        raise ValueError("no start of image")
    kept = [content[:2]]
    at = 2
    while at < len(content) and content[at + 1 : at + 2] != bytes((_END,)):
        marker = content[at + 1] if at + 1 < len(content) else None
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if content[at] != 0xFF or marker is None or end < at + 4 or end > len(content):
            raise ValueError("what stands there is no segment")
        if marker == _SCAN:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if marker in _NEEDED:
            kept.append(content[at:end])
        elif marker in {0xE0, 0xEE}:
            kept.append(_beginning(marker, content[at + 4 : end]))
        at = end
    kept.append(bytes((0xFF, _END)))
    return b"".join(kept)


def _beginning(marker: int, segment: bytes) -> bytes:
    """Of the segment that says how to read the picture; nothing of any other (JFXX, Ducky)."""
    if marker == 0xE0 and segment.startswith(_JFIF):
        kept = segment[:_JFIF_DENSITY] + b"\x00\x00"  # a thumbnail of no pixels
    elif marker == 0xEE and segment.startswith(_ADOBE):
        kept = segment[:_ADOBE_COLOURS]
    else:
        return b""
    return bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2) + kept
