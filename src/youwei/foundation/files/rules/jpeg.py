"""The pictures of a PDF keep their data bit for bit; only the segments with traces are cut out."""

import re

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# What the picture itself needs: frames, tables, scans, restarts, APP0 (that it is JFIF) and APP14
# (how the colours are coded). EXIF, XMP, profiles, comments stand in the others.
_NEEDED = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xEE}
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
        at = end
    kept.append(bytes((0xFF, _END)))
    return b"".join(kept)
