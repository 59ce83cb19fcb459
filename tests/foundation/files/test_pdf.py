import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Pdf
from PIL import Image

from tests.foundation.files import samples
from youwei.foundation.files.rules import jpeg, pdf
from youwei.foundation.files.rules.refusals import FileBroken, FileLocked, HoldsFiles
from youwei.foundation.files.rules.working_copy import working_copy


def uncompressed(content: bytes) -> bytes:
    """Every object in the clear, so that a search sees all of it."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(content)) as document:
        document.save(
            out,
            qdf=True,
            static_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def test_the_sample_carries_what_the_tests_look_for() -> None:
    assert uncompressed(samples.pdf()).count(samples.TRACE) >= 8


@pytest.mark.parametrize(
    "change",
    [None, samples.with_script, samples.with_attached_file, samples.with_note],
    ids=["plain", "script", "attached", "note"],
)
def test_no_trace_survives(change: Callable[[Pdf], None] | None) -> None:
    cleaned = uncompressed(pdf.clean(samples.pdf(change)))
    assert samples.TRACE not in cleaned
    for key in (b"/Info", b"/Metadata", b"/Thumb", b"/PieceInfo", b"/JavaScript", b"/JS"):
        assert key not in cleaned
    assert b"/Launch" not in cleaned
    assert b"EmbeddedFile" not in cleaned


def test_pages_pictures_notes_and_web_links_stay() -> None:
    with Pdf.open(io.BytesIO(pdf.clean(samples.pdf(samples.with_script)))) as document:
        page = document.pages[0]
        assert b"/Im0 Do" in page.Contents.read_bytes()
        stream = page.Resources.XObject.Im0
        assert isinstance(stream, pikepdf.Stream)
        picture = pikepdf.PdfImage(stream).as_pil_image()
        assert picture.size == (60, 40)
        links = [str(one.A.get("/URI", "")) for one in page.Annots]
        assert links == ["", "https://example.org/", ""]
    with Pdf.open(io.BytesIO(pdf.clean(samples.pdf(samples.with_note)))) as document:
        assert str(document.pages[0].Annots[0].Contents) == "look here"


def test_a_signature_names_nobody() -> None:
    assert samples.TRACE not in uncompressed(pdf.clean(samples.pdf(samples.with_signature)))


def test_an_earlier_revision_does_not_survive() -> None:
    content = samples.pdf()
    old = content + b"\n9 0 obj\n(Traceable earlier words)\nendobj\n"
    assert samples.TRACE not in uncompressed(pdf.clean(old))


@pytest.mark.parametrize("change", [samples.with_pinned_file, samples.as_portfolio])
def test_files_that_the_reader_would_miss_are_refused(change: Callable[[Pdf], None]) -> None:
    with pytest.raises(HoldsFiles):
        pdf.clean(samples.pdf(change))


def test_a_password_is_refused_and_a_mere_restriction_removed() -> None:
    with pytest.raises(FileLocked):
        pdf.clean(samples.locked_pdf(user="secret", owner="owner"))
    cleaned = pdf.clean(samples.locked_pdf(user="", owner="owner"))
    with Pdf.open(io.BytesIO(cleaned)) as document:
        assert not document.is_encrypted


def test_the_same_file_gives_the_same_bytes() -> None:
    content = samples.pdf()
    assert pdf.clean(content) == pdf.clean(content)


def test_an_object_stream_that_unpacks_without_end_is_refused() -> None:
    body = b"1 0 4 30 ".ljust(20) + b"<</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Count 0/Kids[]>>"
    packed = zlib.compress(body + b" " * (2 * pdf.UNPACKED), 9)
    content = b"%PDF-1.5\n"
    stream_at = len(content)
    content += b"3 0 obj\n<</Type/ObjStm/N 2/First 20/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    content += packed + b"\nendstream\nendobj\n"
    table_at = len(content)
    rows = [(0, 0, 0), (2, 3, 0), (2, 3, 1), (1, stream_at, 0), (1, table_at, 0)]
    table = b"".join(bytes((kind,)) + at.to_bytes(4) + bytes((index,)) for kind, at, index in rows)
    content += b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    content += table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at
    with pytest.raises(FileBroken):
        working_copy("a.pdf", content, at_most=20 * 1024 * 1024)


def test_a_jpeg_is_bared_without_touching_its_pixels() -> None:
    content = samples.jpeg() + b"Traceable after the end"
    bare = jpeg.bare(content)
    assert samples.TRACE not in bare
    before, after = (Image.open(io.BytesIO(one)) for one in (content, bare))
    assert before.tobytes() == after.tobytes()


def test_a_progressive_jpeg_keeps_all_its_scans() -> None:
    out = io.BytesIO()
    samples.picture().save(out, "JPEG", progressive=True, comment=samples.AUTHOR)
    bare = jpeg.bare(out.getvalue())
    assert samples.TRACE not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(out).tobytes()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe1\xff\xff"])
def test_what_is_no_jpeg_is_not_bared(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no start|no segment"):
        jpeg.bare(content)
