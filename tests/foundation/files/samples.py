"""Files as people hand them in, with the traces and traps that they carry; all made here."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import openpyxl
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, PngImagePlugin

AUTHOR = "Zhang-Traceable"
PLACE = "Shijiazhuang-Traceable"
TRACE = b"Traceable"


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), (0, 0, 200))
    ImageDraw.Draw(image).rectangle((0, 0, width, height // 2 - 1), (200, 0, 0))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = f"Maker-{PLACE}"
    tags[0x013B] = AUTHOR
    tags[0x9286] = f"comment {AUTHOR}"
    tags.get_ifd(0x8825).update({1: "N", 2: (38.0, 2.0, 30.5), 3: "E", 4: (114.0, 30.0, 5.25)})
    tags.get_ifd(0x8825)[0x1B] = f"GPS {PLACE}".encode()
    return tags


def jpeg(orientation: int = 1) -> bytes:
    """With place, author, a comment, XMP, a colour profile and a thumbnail in its EXIF."""
    out = io.BytesIO()
    picture().save(
        out,
        "JPEG",
        quality=95,
        exif=exif(orientation),
        comment=f"comment {AUTHOR}",
        icc_profile=f"profile {PLACE}".encode().ljust(200),
        xmp=f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>".encode(),
    )
    return out.getvalue()


def png(mode: str = "RGB") -> bytes:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", AUTHOR)
    chunks.add_itxt("XML:com.adobe.xmp", f"<x>{PLACE}</x>")
    chunks.add_text("Comment", PLACE, zip=True)
    out = io.BytesIO()
    picture().convert(mode).save(out, "PNG", pnginfo=chunks, exif=exif(), dpi=(300, 300))
    return out.getvalue()


def half_erased_png() -> bytes:
    """What looks blank still has its colour under full transparency."""
    image = picture().convert("RGBA")
    image.putalpha(0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims this size."""
    small = bytearray(png())
    header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + small[24:29]
    small[12:29] = header
    small[29:33] = zlib.crc32(header).to_bytes(4)
    return bytes(small)


def _save_pdf(document: Pdf, **kwargs: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **kwargs)  # type: ignore[arg-type]
    return out.getvalue()


def pdf(change: Callable[[Pdf], None] | None = None, **kwargs: object) -> bytes:
    """One page with a picture that carries EXIF; document information, XMP and a thumbnail."""
    document = Pdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    raw = jpeg()
    image = document.make_stream(
        raw,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=60,
        Height=40,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.obj.Contents = document.make_stream(b"q 60 0 0 40 10 10 cm /Im0 Do Q")
    page.obj.Thumb = document.make_stream(b"thumb Traceable", Width=1, Height=1)
    page.obj.PieceInfo = Dictionary(Maker=Dictionary(Private=String(AUTHOR)))
    page.obj.LastModified = String("D:20260101")
    document.docinfo["/Author"] = AUTHOR
    document.docinfo["/Creator"] = PLACE
    with document.open_metadata() as xmp:
        xmp["dc:creator"] = [AUTHOR]
    if change is not None:
        change(document)
    return _save_pdf(document, **kwargs)


def with_script(document: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{AUTHOR}')"))
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    launch = Dictionary(S=Name.Launch, F=String(f"C:\\{AUTHOR}\\calc.exe"))
    web = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    local = Dictionary(S=Name.URI, URI=String(f"file:///C:/{AUTHOR}"))
    document.pages[0].obj.Annots = Array(
        [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
            for action in (launch, web, local)
        ]
    )


def with_attached_file(document: Pdf) -> None:
    document.attachments["list.txt"] = f"names {AUTHOR}".encode()


def with_note(document: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=[0, 0, 9, 9],
        Contents=String("look here"),
        T=String(AUTHOR),
        M=String("D:20260101"),
    )
    document.pages[0].obj.Annots = Array([note])


def with_pinned_file(document: Pdf) -> None:
    pinned = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].obj.Annots = Array([pinned])


def as_portfolio(document: Pdf) -> None:
    document.Root.Collection = Dictionary(View=Name.D)


def with_signature(document: Pdf) -> None:
    value = Dictionary(
        Type=Name.Sig, ByteRange=[0, 1, 2, 3], Contents=String("x"), Name=String(AUTHOR)
    )
    document.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Sig, V=value)]))


def locked_pdf(user: str, owner: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner=owner))


def word(picture_bytes: bytes | None = None) -> bytes:
    """A document with properties, a comment, a tracked insertion and deletion, and editing ids."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.last_modified_by = AUTHOR
    document.core_properties.comments = PLACE
    paragraph = document.add_paragraph("来回跑了三趟,")
    run = paragraph.add_run("材料仍被退回。")
    paragraph._p.set(qn("w:rsidR"), "00AB12CD")
    document.add_comment(run, text="see page two", author=AUTHOR, initials="ZT")
    for kind, text_tag, words in (("ins", "t", "inserted"), ("del", "delText", "deleted")):
        change = OxmlElement(f"w:{kind}")
        change.set(qn("w:id"), "90")
        change.set(qn("w:author"), AUTHOR)
        change.set(qn("w:date"), "2026-01-01T10:00:00Z")
        inner, text = OxmlElement("w:r"), OxmlElement(f"w:{text_tag}")
        text.text = words
        inner.append(text)
        change.append(inner)
        paragraph._p.append(change)
    document.add_picture(io.BytesIO(picture_bytes or jpeg()))
    drawn = document.element.body.find(f".//{qn('wp:docPr')}")
    drawn.set("descr", f"C:\\Users\\{AUTHOR}\\photo.jpg")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    """A workbook with properties, a comment and a formula."""
    book = openpyxl.Workbook()
    book.properties.creator = AUTHOR
    book.properties.lastModifiedBy = AUTHOR
    page = book.active
    assert page is not None
    page["A1"] = "单位"
    page["B1"] = "=1+1"
    page["A1"].comment = Comment("check this", AUTHOR)
    page["A2"] = "a link"
    page["A2"].hyperlink = f"file:///C:/Users/{AUTHOR}/list.xlsx"
    page["A3"].hyperlink = "https://example.org/"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    content: bytes,
    extra: Mapping[str, bytes] | None = None,
    change: Callable[[str, bytes], bytes] = lambda name, part: part,
) -> bytes:
    """The same package with parts added or changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return out.getvalue()


def linked(content: bytes, of: str, type_: str, target: str, mode: str = "") -> bytes:
    """The same package with one more relationship in the file `of`."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type_}"
    row = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/></Relationships>'

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</Relationships>", row.encode()) if name == of else part

    return repacked(content, change=change)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
