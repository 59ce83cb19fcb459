"""Workbooks: hostile ones are refused before they cost anything, harmless ones read as sent."""

import contextlib
import struct
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youwei.kernel.characters import clean, has_unseen
from youwei.kernel.words import clean_label
from youwei.kernel.workbook import (
    Cell,
    Limits,
    NotAWorkbook,
    Sheet,
    WorkbookDamaged,
    WorkbookTooLarge,
    cell_text,
    read_sheets,
    write_sheets,
)

MOMENT = datetime(2016, 3, 1, 9, 30)  # noqa: DTZ001 - a cell has no time zone
SMALL = Limits(rows=50, columns=10, text=200, sheets=3)


def packed(cells: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **parts: bytes) -> bytes:
    """A workbook of one sheet with these rows; `parts` replace or add inner files."""
    names: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(write_sheets([Sheet("one", ["a"], [])]))) as archive:
        names = {name: archive.read(name) for name in archive.namelist()}
    names["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
    names |= {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_what_is_written_is_read_again() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("整顿办", 3, 2.5, True, date(2016, 3, 1), MOMENT, None),
        ("=1+1", "+86", "-5", "@x", "第一行\n第二行", "0311", ""),
    ]
    sheets = read_sheets(write_sheets([Sheet("机关", list("abcdefg"), rows)]))
    heading, first, second = sheets["机关"]
    assert heading.cells == tuple("abcdefg")
    assert first.cells[:6] == rows[0][:6]
    assert (first.number, second.number) == (2, 3)
    assert second.cells[:6] == rows[1][:6]


@given(
    st.lists(
        st.lists(st.text(max_size=30) | st.integers(-(10**9), 10**9), min_size=1, max_size=5),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_survives_as_its_cleaned_self(rows: list[list[str | int]]) -> None:
    content = write_sheets([Sheet("x", ["h"], rows)])
    read = {row.number: row for row in read_sheets(content)["x"]}
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            expected = cell_text(value) if isinstance(value, str) else str(value)
            found = read[number].raw(column) if number in read else ""
            assert found == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.invalid","x")'
    content = write_sheets([Sheet("x", ["h"], [[text]])])
    cell = openpyxl.load_workbook(BytesIO(content))["x"]["A2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert read_sheets(content)["x"][1].text(0) == text


def test_sentences_go_on_in_the_next_line_of_their_cell() -> None:
    rows: list[tuple[Cell, ...]] = [("期内收到的投诉件，每位反映人的件计一次。" * 5, "=1+1", 3)]
    sheets = [Sheet("how", ["a", "b", "c"], rows, [20], prose=True), Sheet("plain", ["a"], rows)]
    book = openpyxl.load_workbook(BytesIO(write_sheets(sheets)))
    assert book["how"]["A2"].alignment.wrap_text
    assert book["how"]["B2"].quotePrefix, "what looks like a formula stays text here, too"
    assert not book["plain"]["A2"].alignment.wrap_text


def test_a_formula_is_read_as_the_value_it_last_showed() -> None:
    content = packed('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    assert read_sheets(content)["one"][0].cells == (2,)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"name,value\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    ids=["empty", "cut", "csv", "old or encrypted"],
)
def test_other_files_are_named_as_such(content: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        read_sheets(content)


def test_another_zip_is_no_workbook() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotAWorkbook):
        read_sheets(out.getvalue())


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="K1"><v>1</v></c></row>',
        "<row/>" * 51,
        "<row>" + "<c/>" * 11 + "</row>",
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长" * 201}</t></is></c></row>',
    ],
    ids=["corner", "last row", "column 11", "51 rows", "11 cells", "long text"],
)
def test_cells_outside_the_limits_are_refused(cells: str) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_sheets(packed(cells), SMALL)


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(WorkbookTooLarge):
        read_sheets(write_sheets([Sheet(f"s{i}", ["a"], []) for i in range(4)]), SMALL)


def test_a_bomb_is_refused_before_it_is_parsed() -> None:
    bomb = packed('<row r="1"><c r="A1"><v>' + " " * 30_000_000 + "</v></c></row>")
    assert len(bomb) < 60_000
    with pytest.raises(WorkbookTooLarge):
        read_sheets(bomb)


def test_a_lying_size_does_not_reach_the_parser() -> None:
    """The archive's directory says 10 bytes; the stream holds thirty million."""
    bomb = bytearray(packed('<row r="1"><c r="A1"><v>' + " " * 30_000_000 + "</v></c></row>"))
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = bytes(bomb).replace(struct.pack("<L", true_size), struct.pack("<L", 10))
    with pytest.raises((NotAWorkbook, WorkbookDamaged, WorkbookTooLarge)):
        read_sheets(lying)


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>',
        "<?xml version='1.0' encoding='utf-16'?><worksheet/>".encode("utf-16"),
        b"<worksheet><sheetData>",
        b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
    ],
    ids=["entities", "utf-16", "cut", "reference"],
)
def test_broken_sheets_are_refused(sheet: bytes) -> None:
    with pytest.raises(WorkbookDamaged):
        read_sheets(packed(xl__worksheets__sheet1_dot_xml=sheet))


@pytest.mark.parametrize("count", ["4294967295", "18446744073709551615", "-1", "x"])
def test_a_boasting_string_table_costs_nothing(count: str) -> None:
    table = f'<sst count="{count}" uniqueCount="{count}"><si><t>a</t></si></sst>'.encode()
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>99999</v></c></row>'
    with pytest.raises(WorkbookDamaged):
        read_sheets(packed(cells, xl__sharedStrings_dot_xml=table))


def test_a_boasting_dimension_costs_nothing() -> None:
    sheet = (
        '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c>'
        "</row></sheetData></worksheet>"
    )
    content = packed(xl__worksheets__sheet1_dot_xml=sheet.encode())
    assert read_sheets(content)["one"][0].cells == (7,)


@given(st.binary(max_size=300), st.integers(0, 4000))
@settings(max_examples=150, deadline=None)
def test_no_garbage_breaks_the_reader(noise: bytes, at: int) -> None:
    content = write_sheets([Sheet("x", ["a", "b"], [["文", 1]])])
    at %= len(content)
    spoilt = content[:at] + noise + content[at + len(noise) :]
    with contextlib.suppress(NotAWorkbook, WorkbookDamaged, WorkbookTooLarge):
        read_sheets(spoilt)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\u202e示范\u202c省", "示范省"),
        ("a\x00b\x1bc", "abc"),
        ("一\t二\r\n三", "一 二 三"),
        ("\ufeff  名称\u3000", "名称"),
        ("e\u0301", "é"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_unseen_characters_are_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert not has_unseen(cleaned)


@given(st.text(max_size=80))
def test_what_is_cleaned_here_passes_as_a_label(text: str) -> None:
    once = clean(text)
    assert clean_label(once, limit=500, field=None) == once


@given(st.text(max_size=80), st.booleans())
def test_cleaning_twice_changes_nothing(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once
    assert not has_unseen(once)
