"""Colour profiles of a PDF (ICC.1): the numbers stay, what names a device or a maker goes."""

_MAGIC = slice(36, 40)
# Of the header: creator of the colour engine, date, device maker and model, creator, checksum.
_TELLING = (slice(4, 8), slice(24, 36), slice(48, 56), slice(80, 100))
_TEXTS = frozenset({b"desc", b"text", b"mluc", b"dict", b"pseq", b"psid", b"data", b"dtim"})
_TAGS = 200  # more than any profile has


def is_profile(content: bytes) -> bool:
    return content[_MAGIC] == b"acsp"


def bare(content: bytes) -> bytes:
    """Tags of words become empty ones. ValueError if its table leads out of it."""
    out = bytearray(content)
    for part in _TELLING:
        out[part] = bytes(part.stop - part.start)
    count = int.from_bytes(content[128:132])
    if count > _TAGS:
        raise ValueError("no profile has so many tags")
    for row in range(132, 132 + 12 * count, 12):
        at, size = (int.from_bytes(content[row + n : row + n + 4]) for n in (4, 8))
        if size < 8 or at < 128 or at + size > len(content):
            raise ValueError("a tag lies outside of its profile")
        if content[at : at + 4] in _TEXTS:
            out[at + 8 : at + size] = bytes(size - 8)
    return bytes(out)
