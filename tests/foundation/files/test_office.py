import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from PIL import Image

from tests.foundation.files import samples
from youwei.foundation.files.rules import office, package
from youwei.foundation.files.rules.refusals import (
    FileLocked,
    FileTypeNotTaken,
    HoldsFiles,
    HoldsMacros,
    HoldsUnknownParts,
    LoadsFromElsewhere,
    PackageTooLarge,
)
from youwei.foundation.files.rules.working_copy import working_copy
from youwei.kernel.refusal import Refusal

LIMIT = 20 * 1024 * 1024
EXTERNAL = ' TargetMode="External"'
DOCUMENT_LINKS = "word/_rels/document.xml.rels"


def copy_of(name: str, content: bytes) -> bytes:
    return working_copy(name, content, at_most=LIMIT).content


def body_with(xml: str) -> bytes:
    """A document with this in its body."""

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return part.replace(b"<w:body>", b"<w:body>" + xml.encode())

    return samples.repacked(samples.word(), change=change)


def test_the_samples_carry_what_the_tests_look_for() -> None:
    for content in (samples.word(), samples.sheet()):
        assert b"".join(samples.parts_of(content).values()).count(samples.TRACE) >= 3


def test_no_trace_survives_in_a_document() -> None:
    parts = samples.parts_of(copy_of("a.docx", samples.word()))
    everything = b"".join(parts.values())
    assert samples.TRACE not in everything
    assert not [name for name in parts if name.startswith(("docProps", "customXml"))]
    for trace in (b"rsid", b"w:date=", b"w:initials", b"paraId", b"2026-01-01"):
        assert trace not in everything


def test_words_comments_and_tracked_changes_stay_without_names() -> None:
    document = docx.Document(io.BytesIO(copy_of("a.docx", samples.word())))
    assert "材料仍被退回。" in document.paragraphs[0].text
    (comment,) = document.comments
    assert (comment.text, comment.author) == ("see page two", "Author 1")
    body = document.element.body
    for kind in ("ins", "del"):
        assert body.find(f".//{qn(f'w:{kind}')}").get(qn("w:author")) == "Author 1"


def test_two_writers_stay_two() -> None:
    content = body_with(
        '<w:p><w:ins w:id="1" w:author="Li"><w:r><w:t>a</w:t></w:r></w:ins>'
        '<w:ins w:id="2" w:author="Wang"><w:r><w:t>b</w:t></w:r></w:ins></w:p>'
    )
    text = samples.parts_of(copy_of("a.docx", content))["word/document.xml"]
    assert b"Author 1" in text
    assert b"Author 2" in text
    assert b"Wang" not in text


def test_prefixes_stay_as_they_are_even_where_no_name_uses_them() -> None:
    # mc:Ignorable names prefixes in its text; Word refuses a file that does not declare them.
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<w:document ", b'<w:document xmlns:w77="urn:unused" ')

    content = samples.repacked(samples.word(), change=change)
    text = samples.parts_of(copy_of("a.docx", content))["word/document.xml"]
    assert b'xmlns:w77="urn:unused"' in text


def test_pictures_inside_lose_their_traces_and_are_not_turned() -> None:
    parts = samples.parts_of(copy_of("a.docx", samples.word(samples.jpeg(orientation=6))))
    (name,) = [name for name in parts if "/media/" in name]
    image = Image.open(io.BytesIO(parts[name]))
    assert image.size == (60, 40)
    assert not dict(image.getexif())


def test_no_trace_survives_in_a_workbook_and_its_cells_do() -> None:
    content = copy_of("a.xlsx", samples.sheet())
    assert samples.TRACE not in b"".join(samples.parts_of(content).values())
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    assert (page["A1"].value, page["B1"].value) == ("单位", "=1+1")
    assert page["A1"].comment.author == "Author 1"
    assert page["A2"].hyperlink.target == "about:blank"  # the address was a path of the writer's
    assert page["A3"].hyperlink.target == "https://example.org/"


def test_a_workbook_forgets_its_folder_its_guards_and_its_session() -> None:
    marks = (
        '<fileSharing userName="Traceable"/>'
        '<x15ac:absPath xmlns:x15ac="urn:a" url="C:\\Traceable"/>'
        '<xr:revisionPtr xmlns:xr="urn:b" documentId="Traceable"/>'
    )

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"<sheets>", marks.encode() + b"<sheets>")

    content = samples.repacked(samples.sheet(), change=change)
    assert samples.TRACE not in samples.parts_of(copy_of("a.xlsx", content))["xl/workbook.xml"]


def test_times_and_comments_of_the_zip_are_gone() -> None:
    marked = io.BytesIO(samples.word())
    with zipfile.ZipFile(marked, "a") as archive:
        archive.comment = samples.TRACE
    cleaned = copy_of("a.docx", marked.getvalue())
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.comment == b""
        assert archive.namelist()[0] == package.TYPES


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_second_pass_finds_nothing_more_to_do(name: str) -> None:
    cleaned = copy_of(name, samples.word(samples.png()) if name == "a.docx" else samples.sheet())
    assert copy_of(name, cleaned) == cleaned


@pytest.mark.parametrize(
    ("extra", "refusal"),
    [
        ({"word/vbaProject.bin": b"x"}, HoldsMacros),
        ({"word/activeX/activeX1.xml": b"<x/>"}, HoldsMacros),
        ({"word/embeddings/oleObject1.bin": b"x"}, HoldsFiles),
        ({"word/embeddings/Sheet.xlsx": b"x"}, HoldsFiles),
        ({"word/afchunk.html": b"x"}, HoldsFiles),
        ({"word/media/image9.emf": b"x"}, HoldsUnknownParts),
        ({"anything.exe": b"MZ"}, HoldsUnknownParts),
    ],
)
def test_what_a_document_may_not_hold(extra: dict[str, bytes], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        copy_of("a.docx", samples.repacked(samples.word(), extra))


@pytest.mark.parametrize(
    ("extra", "refusal"),
    [
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, LoadsFromElsewhere),
        ({"xl/connections.xml": b"<x/>"}, LoadsFromElsewhere),
        ({"xl/queryTables/queryTable1.xml": b"<x/>"}, LoadsFromElsewhere),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, HoldsMacros),
        ({"xl/model/item.data": b"x"}, HoldsFiles),
    ],
)
def test_what_a_workbook_may_not_hold(extra: dict[str, bytes], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        copy_of("a.xlsx", samples.repacked(samples.sheet(), extra))


@pytest.mark.parametrize(
    "name",
    [
        "docProps/custom.xml",
        "customXml/item7.xml",
        "word/people.xml",
        "word/commentsExtensible.xml",
        "word/printerSettings/printerSettings1.bin",
        "docProps/thumbnail.wmf",
        "_xmlsignatures/sig1.xml",
        "word/fonts/font1.odttf",
        "docMetadata/LabelInfo.xml",
    ],
)
def test_parts_that_only_tell_about_the_writer_are_dropped(name: str) -> None:
    content = samples.repacked(samples.word(), {name: b"<a>Traceable</a>"})
    parts = samples.parts_of(copy_of("a.docx", content))
    assert name not in parts
    assert name.encode() not in parts[package.TYPES]


def test_references_to_a_dropped_part_go_with_it() -> None:
    content = samples.linked(
        samples.repacked(samples.sheet(), {"xl/printerSettings/printerSettings1.bin": b"x"}),
        "xl/worksheets/_rels/sheet1.xml.rels",
        "printerSettings",
        "../printerSettings/printerSettings1.bin",
    )

    def change(name: str, part: bytes) -> bytes:
        mark = (
            b'<pageSetup xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships" orientation="landscape" r:id="rIdX"/></worksheet>'
        )
        return part.replace(b"</worksheet>", mark) if name.endswith("sheet1.xml") else part

    parts = samples.parts_of(copy_of("a.xlsx", samples.repacked(content, change=change)))
    assert b"rIdX" not in b"".join(parts.values())
    assert b'orientation="landscape"' in parts["xl/worksheets/sheet1.xml"]


def test_the_path_of_the_template_is_dropped() -> None:
    content = samples.linked(
        samples.word(), DOCUMENT_LINKS, "attachedTemplate", "file:///C:/Traceable.dotm", EXTERNAL
    )
    assert samples.TRACE not in samples.parts_of(copy_of("a.docx", content))[DOCUMENT_LINKS]


@pytest.mark.parametrize("kind", ["image", "oleObject", "frame", "subDocument", "video"])
def test_what_loads_by_itself_from_elsewhere_is_refused(kind: str) -> None:
    content = samples.linked(
        samples.word(), DOCUMENT_LINKS, kind, "http://tracker.example/p.png", EXTERNAL
    )
    with pytest.raises(LoadsFromElsewhere):
        copy_of("a.docx", content)


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe "/></w:p>',
        "<w:r><w:fldChar/><w:instrText>DDE</w:instrText><w:instrText>AUTO x</w:instrText></w:r>",
        '<w:p><w:fldSimple w:instr="IncludePicture http://tracker.example/"/></w:p>',
        '<w:altChunk xmlns:r="urn:r" r:id="rId1"/>',
        "<w:subDoc/>",
    ],
)
def test_fields_and_chunks_that_load_something_are_refused(xml: str) -> None:
    with pytest.raises(LoadsFromElsewhere):
        copy_of("a.docx", body_with(xml))


def test_ordinary_fields_stay() -> None:
    content = body_with('<w:p><w:fldSimple w:instr=" PAGE "><w:r/></w:fldSimple></w:p>')
    assert b"PAGE" in samples.parts_of(copy_of("a.docx", content))["word/document.xml"]


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://tracker.example/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>",
        b"",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode(
            "utf-16"
        ),
    ],
)
def test_hostile_markup_is_refused(xml: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        copy_of("a.docx", samples.repacked(samples.word(), {"word/extra.xml": xml}))
    assert refused.value.code == "file_broken"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = samples.repacked(samples.word(), {"word/extra.xml": b" " * (package.UNPACKED + 1)})
    assert len(bomb) < 200_000
    with pytest.raises(PackageTooLarge):
        copy_of("a.docx", bomb)


def test_a_high_ratio_is_refused_below_the_size_bound_too() -> None:
    bomb = samples.repacked(samples.sheet(), {"xl/extra.xml": b" " * (30 * 1024 * 1024)})
    with pytest.raises(PackageTooLarge):
        copy_of("a.xlsx", bomb)


def test_too_many_entries_are_refused() -> None:
    extra = {f"word/{number}.xml": b"" for number in range(package.ENTRIES + 1)}
    with pytest.raises(PackageTooLarge):
        copy_of("a.docx", samples.repacked(samples.word(), extra))


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "word//a.xml", "word/./a.xml"])
def test_entries_that_leave_their_place_are_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        copy_of("a.docx", samples.repacked(samples.word(), {name: b"<a/>"}))
    assert refused.value.code == "file_broken"


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        copy_of("a.docx", samples.repacked(samples.word(), {"WORD/document.xml": b"<a/>"}))
    assert refused.value.code == "file_broken"


def test_a_locked_entry_is_refused() -> None:
    content = bytearray(samples.word())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1  # the flag in the central directory
        at = content.find(b"PK\x01\x02", at + 4)
    with pytest.raises(FileLocked):
        copy_of("a.docx", bytes(content))


def test_a_macro_workbook_named_as_a_plain_one_is_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        plain = f"{package.XLSX}.main+xml".encode()
        return part.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")

    with pytest.raises(HoldsMacros):
        copy_of("a.xlsx", samples.repacked(samples.sheet(), change=change))


def test_a_zip_that_is_no_office_file_is_not_taken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FileTypeNotTaken):
        copy_of("a.docx", out.getvalue())


def test_clean_takes_its_own_kind_only() -> None:
    with pytest.raises(Refusal):
        office.clean_docx(samples.sheet())
