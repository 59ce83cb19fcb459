"""JPEG 2000 pictures of a PDF (ISO/IEC 15444-1): XML, UUID (EXIF, XMP) and vendors' boxes go."""

_SIGNATURE = bytes.fromhex("0000000c6a5020200d0a870a")
_CODESTREAM = b"\xff\x4f\xff\x51"
_NEEDED = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_NEEDED_IN_HEADER = frozenset({b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"})


def bare(content: bytes) -> bytes:
    """ValueError if it is neither JPEG 2000 nor a bare codestream."""
    if content.startswith(_CODESTREAM):
        return content
    if not content.startswith(_SIGNATURE):
        raise ValueError("no start of picture")
    return _kept(content, _NEEDED)


def _kept(content: bytes, needed: frozenset[bytes]) -> bytes:
    kept, at = [], 0
    while at < len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        head = 16 if length == 1 else 8
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        elif length == 0:  # to the end
            length = len(content) - at
        if length < head or at + length > len(content):
            raise ValueError("what stands there is no box")
        body = content[at + head : at + length]
        if kind == b"jp2h":
            body = _kept(body, _NEEDED_IN_HEADER)
        if kind in needed:
            kept.append((len(body) + 8).to_bytes(4) + kind + body)
        at += length
    return b"".join(kept)
