"""Small files that unpack to much: each is refused, or cleaned, within the bounds below."""

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from PIL import Image

from tests.foundation.files import samples
from youwei.foundation.files.rules import images, pdf_bounds
from youwei.foundation.files.rules.refusals import (
    FileBroken,
    FileTypeNotTaken,
    HoldsFiles,
    ImageTooLarge,
    PackageTooLarge,
)
from youwei.foundation.files.rules.working_copy import working_copy
from youwei.kernel.refusal import Refusal

LIMIT = 20 * 1024 * 1024
SECONDS = 8.0  # of the processor, for any of them; it takes a tenth of this on a quiet machine
MEGABYTES = 700  # beyond what the process has: three pictures of the largest size that is taken


@pytest.fixture(autouse=True)
def _within_bounds() -> Iterator[None]:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    assert time.process_time() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


def png_of(width: int, height: int) -> bytes:
    """One colour, packed as tightly as Deflate can: a thousand to one."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    packing = zlib.compressobj(9)
    body = b"".join(packing.compress(b"\0" * (width + 1)) for _ in range(height)) + packing.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A header of this size before the scan of a small picture."""
    content = bytearray(samples.jpeg())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def text_chunk_bomb() -> bytes:
    """A compressed text chunk of 60 MB in some 60 kB."""
    body = b"Comment\0\0" + zlib.compress(b"\0" * 60_000_000, 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    content = samples.png()
    return content[:33] + chunk + content[33:]


def of_many_object_streams(dictionary: bytes = b"/Type/ObjStm", count: int = 40) -> bytes:
    """Each is small enough for qpdf; together they are gigabytes."""
    packed = zlib.compress(b"10 0 " + b" " * (30 * 1024 * 1024), 9)
    parts = [b"%PDF-1.5\n1 0 obj<</Type/Catalog>>endobj\n"]
    parts += [
        b"%d 0 obj\n<<%s/N 1/First 5/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"
        % (number, dictionary, len(packed), packed)
        for number in range(2, count)
    ]
    return b"".join(parts) + b"trailer<</Root 1 0 R/Size 99>>\nstartxref\n0\n%%EOF\n"


def of_many_objects() -> bytes:
    return b"%PDF-1.5\n" + b"1 0 obj<<>>endobj\n" * (pdf_bounds.OBJECTS + 1)


def nested(depth: int) -> bytes:
    content = b"\0" * 5_000_000
    for number in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr(f"{number}.zip", content)
        content = out.getvalue()
    return content


def with_inner(name: str) -> bytes:
    return samples.repacked(samples.word(), {name: nested(3)})


def overlapping() -> bytes:
    """All entries of the directory point to the same packed bytes (Fifield's bomb)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/a.xml", b" " * 3_900_000)
        for number in range(11):
            twin = archive.getinfo("word/a.xml")
            entry = zipfile.ZipInfo(f"word/{number}.xml")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(entry, field, getattr(twin, field))
            archive.filelist.append(entry)
    return out.getvalue()


BOMBS: tuple[tuple[str, Callable[[], bytes], type[Refusal]], ...] = (
    ("a.png", lambda: png_of(20_000, 20_000), ImageTooLarge),
    ("a.png", lambda: samples.claiming(65_535, 65_535), ImageTooLarge),
    ("a.jpg", lambda: jpeg_of(65_535, 65_535), ImageTooLarge),
    ("a.png", text_chunk_bomb, FileBroken),
    ("a.pdf", of_many_object_streams, PackageTooLarge),
    ("a.pdf", lambda: of_many_object_streams(b"/Type/#4fbjStm"), PackageTooLarge),
    ("a.pdf", lambda: of_many_object_streams(b"/Type/XRef/W[1 4 1]"), PackageTooLarge),
    ("a.pdf", lambda: of_many_object_streams(b"/Type/ObjStm/X/LZWDecode"), FileBroken),
    ("a.pdf", of_many_objects, PackageTooLarge),
    ("a.docx", lambda: with_inner("word/embeddings/a.zip"), HoldsFiles),
    ("a.docx", lambda: nested(4), FileTypeNotTaken),
    ("a.docx", overlapping, PackageTooLarge),
)


@pytest.mark.parametrize(("name", "made", "refusal"), BOMBS)
def test_it_is_refused(name: str, made: Callable[[], bytes], refusal: type[Refusal]) -> None:
    content = made()
    assert len(content) <= LIMIT
    with pytest.raises(refusal):
        working_copy(name, content, at_most=LIMIT)


def test_the_largest_picture_that_is_taken_stays_within_them() -> None:
    content = png_of(8_192, 6_144)
    assert len(content) < 100_000
    copy = working_copy("a.png", content, at_most=LIMIT)
    assert Image.open(io.BytesIO(copy.content)).size == (8_192, 6_144)
    assert images.PIXELS >= 8_192 * 6_144


def test_an_ordinary_document_with_object_streams_is_taken() -> None:
    content = samples.pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/ObjStm" in content
    assert working_copy("a.pdf", content, at_most=LIMIT).content
