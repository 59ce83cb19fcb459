from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from youwei.kernel.characters import clean
from youwei.kernel.clock import ZONE
from youwei.kernel.workbook.reading import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = 32_767  # characters; the format's own limit, beyond which the writer would drop the text
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` at most 31 characters, without []:*?/\\. `widths` in characters, by column. `prose`:
    sentences, which go on in the next line of their cell.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = field(default=())
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Who took the workbook out, when and by which request: `line` stands above each table and on
    each printed page, the rest in the document's properties.
    """

    line: str
    title: str
    author: str
    number: str


def cell_text(value: str) -> str:
    """The text that a cell may hold: cleaned, cut with … at the format's limit."""
    text = clean(value, lines=True)
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def write_sheets(sheets: Iterable[Sheet], mark: Mark | None = None) -> bytes:
    """An XLSX workbook. Text is written as text whatever it begins with: a spreadsheet neither
    runs it, nor makes it a formula or a link when somebody edits the cell.
    """
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "constant_memory": False})
    formats = _Formats(
        heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        quoted=book.add_format({"quote_prefix": True}),
        prose=book.add_format({"text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "yyyy-mm-dd"}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    if mark is not None:
        book.set_properties(
            {
                "title": mark.title,
                "author": mark.author,
                "keywords": mark.number,
                "comments": mark.line,
            }
        )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.title), sheet, formats, mark)
    book.close()
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    heading: Format
    quoted: Format
    prose: Format
    day: Format
    moment: Format


def _write(page: Worksheet, sheet: Sheet, formats: _Formats, mark: Mark | None) -> None:
    head = 0
    if mark is not None:
        head = 1
        page.write_string(0, 0, cell_text(mark.line), formats.quoted)
        page.set_header("&C" + mark.line.replace("&", "&&")[:200])
    page.freeze_panes(head + 1, 0)
    for column, heading in enumerate(sheet.headings):
        page.write_string(head, column, cell_text(heading), formats.heading)
        width = sheet.widths[column] if column < len(sheet.widths) else 16
        page.set_column(column, column, width)
    last = head
    for last, row in enumerate(sheet.rows, start=head + 1):
        for column, value in enumerate(row):
            _write_cell(page, last, column, value, formats, formats.prose if sheet.prose else None)
    if sheet.headings:
        page.autofilter(head, 0, last, len(sheet.headings) - 1)


def _write_cell(
    page: Worksheet,
    row: int,
    column: int,
    value: Cell,
    formats: _Formats,
    plain: Format | None,
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    elif isinstance(value, datetime):
        local = value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, column, local, formats.moment)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats.day)
    else:
        text = cell_text(str(value))
        quoted = formats.quoted if text.startswith(_STARTS_FORMULA) else plain
        page.write_string(row, column, text, quoted)
