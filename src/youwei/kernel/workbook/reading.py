import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from youwei.kernel.characters import clean
from youwei.kernel.refusal import Invalid, gettext_noop
from youwei.kernel.words import decode
from youwei.kernel.workbook.bounds import (
    CellTooLong,
    Limits,
    TooManyColumns,
    TooManyRows,
    WorkbookDamaged,
    WorkbookTooLarge,
    bounded,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None
_DEFAULT = Limits()
_PARTING = (",", ";", "\t")  # of two that part a line alike, the first
_HEAD_LETTERS = 2_000  # of a line, enough for its headings
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # so a spreadsheet leaves a long number alone


class CsvBroken(Invalid):
    code = "csv_broken"
    message = gettext_noop(
        "Row %(row)d cannot be read: a quotation mark does not end or stands in the wrong place."
    )
    remedy = gettext_noop(
        "Open the file in WPS or Excel, save it as XLSX and send that. Nothing was taken over."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's own number in the sheet, from 1, as a person sees it."""

    number: int
    cells: tuple[Cell, ...]

    def text(self, column: int) -> str:
        """The cell as one line of text, cleaned; empty where there is none. Whole numbers have no
        decimal point, dates are YYYY-MM-DD.
        """
        return clean(self.raw(column))

    def raw(self, column: int) -> str:
        """As `text`, with its line ends."""
        value = self.cells[column] if column < len(self.cells) else None
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.isoformat(sep=" ", timespec="minutes")
        return clean(str(value), lines=True)


def read_sheets(content: bytes, limits: Limits = _DEFAULT) -> dict[str, list[Row]]:
    """Every sheet's rows by its title, empty rows left out; a formula is the value it last showed.

    Raises NotAWorkbook, WorkbookDamaged or WorkbookTooLarge (with the limit).
    """
    safe = bounded(content, limits)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(safe)) as book:
            return {
                clean(name): _rows(
                    book.get_sheet_by_name(name).to_python(skip_empty_area=False), limits
                )
                for name in book.sheet_names
            }
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise WorkbookDamaged from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the parser's own fault; not an Exception
            raise WorkbookDamaged from error
        raise


def read_csv(content: bytes, limits: Limits = _DEFAULT) -> list[Row]:
    """As one sheet. Raises NotReadable, CsvBroken or WorkbookTooLarge (with the limit)."""
    if len(content) > limits.file:
        raise WorkbookTooLarge(limits.file)
    return _rows(list(_lines(decode(content), limits)), limits)


def _lines(text: str, limits: Limits) -> Iterator[list[str]]:
    number, between = 0, _between(text)
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
        for number, line in enumerate(lines, 1):
            if number > limits.rows:
                raise TooManyRows(limits.rows)
            if len(line) > limits.columns:
                raise TooManyColumns(limits.columns)
            yield [_unwrapped(cell) for cell in line]
    except csv.Error:  # a cell beyond any bound as well: a quotation that never ends
        raise CsvBroken(row=number + 1) from None


def _between(text: str) -> str:
    """What parts the cells, as the headings show: the first line of at least three cells, since a
    title may stand above them, or else of two. A comma where nothing tells.
    """
    head = [line[:_HEAD_LETTERS] for line in text[: _HEAD_LETTERS * 10].splitlines()[:10]]
    for least in (3, 2):
        for line in head:
            cells = {one: len(next(csv.reader([line], delimiter=one), ())) for one in _PARTING}
            best = max(_PARTING, key=lambda one: cells[one])
            if cells[best] >= least:
                return best
    return ","


def _unwrapped(cell: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(cell)
    return kept[1] if kept else cell


def _rows(values: Sequence[Sequence[Cell]], limits: Limits) -> list[Row]:
    rows = []
    for number, row in enumerate(values, start=1):
        cells = tuple(_cell(value, limits) for value in row)
        if any(cell is not None for cell in cells):
            rows.append(Row(number=number, cells=cells))
    return rows


def _cell(value: Cell, limits: Limits) -> Cell:
    if isinstance(value, str):
        if len(value) > limits.text:
            raise CellTooLong(limits.text)
        return value if clean(value) else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
