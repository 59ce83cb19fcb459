"""Where traces hide that no ordinary sample has: each file is made here and shown to carry one."""

import io
import struct
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms, PngImagePlugin

from tests.foundation.files import samples
from tests.foundation.files.test_pdf import uncompressed
from youwei.foundation.files.rules import images, jpeg, jpeg2000, pdf, profiles
from youwei.foundation.files.rules.working_copy import working_copy

LIMIT = 20 * 1024 * 1024
GREEN = (0, 128, 0)


def thumbnail() -> bytes:
    """Of another picture than the one that is shown: cut out, but not gone."""
    out = io.BytesIO()
    Image.new("RGB", (32, 32), GREEN).save(out, "JPEG", comment=samples.AUTHOR)
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2) + payload


def after_start(content: bytes, more: bytes) -> bytes:
    return content[:2] + more + content[2:]


def with_exif_thumbnail() -> bytes:
    """IFD1 of the EXIF holds a JPEG, with its own EXIF and comment."""
    small = thumbnail()
    ifd0 = struct.pack("<H", 0) + struct.pack("<I", 14)
    rows = ((0x0103, 3, 1, 6), (0x0201, 4, 1, 14 + 2 + 36 + 4), (0x0202, 4, 1, len(small)))
    ifd1 = struct.pack("<H", 3) + b"".join(struct.pack("<HHII", *row) for row in rows)
    tiff = b"II*\x00" + struct.pack("<I", 8) + ifd0 + ifd1 + struct.pack("<I", 0) + small
    return after_start(samples.jpeg(), segment(0xE1, b"Exif\x00\x00" + tiff))


def with_jfxx_thumbnail() -> bytes:
    return after_start(samples.jpeg(), segment(0xE0, b"JFXX\x00\x10" + thumbnail()))


def with_jfif_thumbnail() -> bytes:
    pixels = b"Traceable" * 3  # 3 × 3 pixels
    head = b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x03\x03" + pixels
    plain = samples.jpeg()
    assert plain[2:4] == b"\xff\xe0"
    rest = plain[4 + int.from_bytes(plain[4:6]) :]
    return plain[:2] + segment(0xE0, head) + rest


def with_second_picture() -> bytes:
    """MPF: a phone's second picture behind the first."""
    out = io.BytesIO()
    hidden = Image.new("RGB", (60, 40), GREEN)
    samples.picture().save(out, "MPO", save_all=True, append_images=[hidden])
    return out.getvalue() + b"Traceable"


def with_vendor_segments() -> bytes:
    more = segment(0xED, b"Photoshop 3.0\x008BIM Traceable") + segment(0xEC, b"Ducky Traceable")
    return after_start(samples.jpeg(), more + segment(0xEF, b"Traceable" * 20))


PHOTOS: tuple[Callable[[], bytes], ...] = (
    with_exif_thumbnail,
    with_jfxx_thumbnail,
    with_jfif_thumbnail,
    with_second_picture,
    with_vendor_segments,
)


@pytest.mark.parametrize("made", PHOTOS)
def test_a_photo_keeps_its_pixels_only(made: Callable[[], bytes]) -> None:
    content = made()
    assert samples.TRACE in content
    cleaned = images.clean(content)
    assert samples.TRACE not in cleaned
    assert cleaned.count(b"\xff\xd8") == cleaned.count(b"\xff\xd9") == 1
    assert b"Exif" not in cleaned
    assert b"MPF" not in cleaned
    assert Image.open(io.BytesIO(cleaned)).size == (60, 40)


@pytest.mark.parametrize("made", PHOTOS)
def test_so_does_a_photo_inside_a_pdf(made: Callable[[], bytes]) -> None:
    content = made()
    bare = jpeg.bare(content)
    assert samples.TRACE not in bare
    assert bare.count(b"\xff\xd8") == 1
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (content, bare))
    assert before.tobytes() == after.tobytes()


def test_a_png_keeps_no_chunk_but_its_pixels() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", samples.AUTHOR)
    chunks.add_itxt("XML:com.adobe.xmp", samples.PLACE, zip=True)
    chunks.add(b"tIME", struct.pack(">HBBBBB", 2026, 1, 1, 10, 0, 0))
    chunks.add(b"prVt", samples.TRACE, after_idat=True)
    out = io.BytesIO()
    samples.picture().save(out, "PNG", pnginfo=chunks, exif=samples.exif())
    content = out.getvalue() + b"Traceable behind the end"
    assert all(kind in content for kind in (b"tEXt", b"iTXt", b"eXIf", b"tIME", b"prVt"))
    assert kinds_of(images.clean(content)) == {b"IHDR", b"IDAT", b"IEND"}


def kinds_of(content: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(content):
        found.add(content[at + 4 : at + 8])
        at += 12 + int.from_bytes(content[at : at + 4])
    assert at == len(content)
    return found


def jp2() -> bytes:
    """With EXIF as cameras and scanners write it: a UUID box, an XML box, one of a vendor."""
    out = io.BytesIO()
    samples.picture().save(out, "JPEG2000", irreversible=False)
    boxes = (
        b"uuid" + b"JpgTiffExif->JP2" + samples.TRACE,
        b"xml <a>Traceable</a>",
        b"vend" + samples.TRACE,
    )
    return out.getvalue() + b"".join((len(box) + 4).to_bytes(4) + box for box in boxes)


def test_a_jpeg_2000_keeps_its_pixels_only() -> None:
    content = jp2()
    bare = jpeg2000.bare(content)
    assert samples.TRACE not in bare
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (content, bare))
    assert before.tobytes() == after.tobytes()
    assert jpeg2000.bare(bare) == bare


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", jp2()[:40], jp2()[:12] + b"\0\0\0\2abcd"])
def test_what_is_no_jpeg_2000_is_not_bared(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no start|no box"):
        jpeg2000.bare(content)


def profile() -> bytes:
    """sRGB, described with the writer's name as systems do for their screens."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at, size = next(
        (int.from_bytes(made[row + 4 : row + 8]), int.from_bytes(made[row + 8 : row + 12]))
        for row in range(132, 132 + 12 * 20, 12)
        if made[row : row + 4] == b"desc"
    )
    words = samples.AUTHOR.encode("utf-16-be")[: size - 28].ljust(size - 28, b"\0")
    return made[: at + 28] + words + made[at + size :]


def test_a_profile_keeps_its_numbers_only() -> None:
    content = profile()
    assert "Trace".encode("utf-16-be") in content
    bare = profiles.bare(content)
    assert "Trace".encode("utf-16-be") not in bare
    assert len(bare) == len(content)
    same = [ImageCms.ImageCmsProfile(io.BytesIO(one)) for one in (content, bare)]
    shown = [
        ImageCms.profileToProfile(
            samples.picture(), one, ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        for one in same
    ]
    assert shown[0] is not None
    assert shown[1] is not None
    assert shown[0].tobytes() == shown[1].tobytes()


@pytest.mark.parametrize("count", [1, 1_000, 2**32 - 1])
def test_a_profile_that_leads_out_of_itself_is_refused(count: int) -> None:
    content = bytes(36) + b"acsp" + bytes(88) + count.to_bytes(4) + b"desc" + b"\xff" * 8
    with pytest.raises(ValueError, match="tag"):
        profiles.bare(content)


def with_coloured_picture(document: Pdf) -> None:
    page = document.pages[0]
    raw = document.make_stream(profile(), N=3, Alternate=Name.DeviceRGB)
    picture = document.make_stream(
        jp2(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, Filter=Name.JPXDecode
    )
    page.obj.Resources.XObject.Im1 = picture
    page.obj.Resources.ColorSpace = Dictionary(C0=Array([Name.ICCBased, raw]))


def with_private_corners(document: Pdf) -> None:
    """Where programs leave names besides the places that have one."""
    page = document.pages[0].obj
    page.Resources.XObject.Im0.Metadata = document.make_stream(
        b"<x>Traceable</x>", Type=Name.Metadata, Subtype=Name.XML
    )
    page.Resources.Properties = Dictionary(
        M0=Dictionary(Metadata=document.make_stream(b"<x>Traceable</x>", Subtype=Name.XML))
    )
    page.AF = Array([Dictionary(Type=Name.Filespec, F=String(samples.AUTHOR))])
    document.Root.PieceInfo = Dictionary(Word=Dictionary(Private=String(samples.AUTHOR)))
    document.trailer["/DocChecksum"] = Name("/Traceable")


@pytest.mark.parametrize("change", [with_coloured_picture, with_private_corners])
def test_no_corner_of_a_pdf_keeps_a_trace(change: Callable[[Pdf], None]) -> None:
    cleaned = pdf.clean(samples.pdf(change))
    assert samples.TRACE not in uncompressed(cleaned)
    with Pdf.open(io.BytesIO(cleaned)) as document:
        for thing in document.objects:
            if isinstance(thing, Stream):
                raw = thing.read_raw_bytes()
                assert samples.TRACE not in raw
                assert "Trace".encode("utf-16-be") not in raw


def test_versions_of_a_document_cannot_be_joined() -> None:
    """The first half of /ID is the same in all versions that programs save of one document."""
    with Pdf.open(io.BytesIO(samples.pdf())) as document:
        document.trailer["/ID"] = Array([String("Traceable-0000001"), String("Traceable-0000002")])
        out = io.BytesIO()
        document.save(out, static_id=False)
    with Pdf.open(out) as document:
        first = bytes(document.trailer.ID[0])
    cleaned = pdf.clean(out.getvalue())
    assert first not in cleaned
    with Pdf.open(io.BytesIO(cleaned)) as document:
        assert bytes(document.trailer.ID[0]) != first


def test_what_a_later_save_took_out_is_gone() -> None:
    """An incremental update: the old page stays in the file, nothing points to it any more."""
    content = samples.pdf(lambda document: None)
    with Pdf.open(io.BytesIO(content)) as document:
        page, size = document.pages[0].obj.objgen[0], int(document.trailer.Size)
        root = document.Root.objgen[0]
    begins = int(content[content.rfind(b"startxref") + 9 :].split()[0])
    text = b"<</Length 24>>stream\n(Traceable old) Tj %%...\nendstream"
    old = content + b"\n%d 0 obj\n%s\nendobj\n" % (size, text)
    at = len(old)
    new = old + b"%d 0 obj\n<</Note(kept)>>\nendobj\n" % (size + 1)
    table = len(new)
    new += b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (size + 1, at)
    new += b"<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size + 2,
        root,
        begins,
        table,
    )
    assert page
    assert b"Traceable old" in new
    assert b"Traceable old" not in uncompressed(pdf.clean(new))


WORD_PARTS = {
    "word/people.xml": b'<a:people xmlns:a="urn:a"><a:person a:author="Traceable"/></a:people>',
    "docProps/app.xml": b"<Properties><Company>Traceable</Company></Properties>",
    "docProps/custom.xml": b"<Properties>Traceable</Properties>",
    "docProps/thumbnail.jpeg": thumbnail(),
    "word/commentsExtended.xml": b"<a>Traceable</a>",
    "word/commentsIds.xml": b"<a>Traceable</a>",
    "word/glossary/document.xml": b"<a>Traceable</a>",
    "customXml/itemProps1.xml": b"<a>Traceable</a>",
}
SHEET_PARTS = {
    "xl/persons/person.xml": b'<persons xmlns="urn:a"><person displayName="Traceable"/></persons>',
    "xl/threadedComments/threadedComment1.xml": b"<a>Traceable</a>",
    "xl/calcChain.xml": b"<calcChain><c r='Traceable'/></calcChain>",
    "xl/revisions/revisionLog1.xml": b"<a>Traceable</a>",
    "xl/printerSettings/printerSettings1.bin": b"Traceable",
    "xl/customProperty1.bin": b"Traceable",
    "docProps/thumbnail.emf": b"Traceable",
    "docMetadata/LabelInfo.xml": b"<a>Traceable</a>",
}


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [("a.docx", samples.word(), WORD_PARTS), ("a.xlsx", samples.sheet(), SHEET_PARTS)],
    ids=["docx", "xlsx"],
)
def test_parts_about_people_and_devices_are_dropped(
    name: str, content: bytes, parts: dict[str, bytes]
) -> None:
    known = samples.parts_of(content)
    more = {one: part for one, part in parts.items() if one not in known}
    dirty = samples.repacked(content, more, lambda one, part: parts.get(one, part))
    clean = samples.parts_of(working_copy(name, dirty, at_most=LIMIT).content)
    assert samples.TRACE not in b"".join(clean.values())
    assert not set(parts) & set(clean)


@pytest.mark.parametrize("made", PHOTOS)
def test_photos_inside_an_office_file_are_cleaned_like_any(made: Callable[[], bytes]) -> None:
    photo = made()

    def change(name: str, part: bytes) -> bytes:
        return photo if "/media/" in name else part

    dirty = samples.repacked(samples.word(), change=change)
    clean = samples.parts_of(working_copy("a.docx", dirty, at_most=LIMIT).content)
    pictures = [part for name, part in clean.items() if "/media/" in name]
    assert len(pictures) == 1
    assert samples.TRACE not in pictures[0]
