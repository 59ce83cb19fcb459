"""Bounds on an uploaded workbook, held before the parser sees it.

The parser believes a file's own claims: a cell named XFD1048576 makes it reserve 17 thousand
million cells, a lying size in the archive makes it unpack without end. So the parts that it needs
are unpacked here under a bound, walked once by a real XML parser, and handed on in a new archive.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat  # a document type, and with it every entity, is refused below

from youwei.kernel.refusal import Invalid, gettext_noop

_SIZE_WITHOUT_RATIO = 4 * 1024 * 1024  # bytes; below this even empty tables compress harmlessly
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|styles|sharedStrings)\.xml|xl/worksheets/[^/]+\.xml"
)
_REFERENCE = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})")


class NotAWorkbook(Invalid):
    code = "not_a_workbook"
    message = gettext_noop("This file is not an XLSX workbook.")
    remedy = gettext_noop(
        "Open it in WPS or Excel, save it as “Excel workbook (.xlsx)” without a password, and send"
        " that file. Nothing was taken over."
    )


class WorkbookDamaged(Invalid):
    code = "workbook_damaged"
    message = gettext_noop("The workbook cannot be read: its inner structure is broken.")
    remedy = gettext_noop(
        "Open it in WPS or Excel, save it under a new name and send that file. Nothing was taken"
        " over."
    )


class WorkbookTooLarge(Invalid):
    code = "workbook_too_large"
    message = gettext_noop("The workbook is larger than %(most)s bytes.")
    remedy = gettext_noop("Split it into smaller workbooks and send them one by one.")

    def __init__(self, most: int) -> None:
        super().__init__(most=f"{most:,}")


class UnpacksTooLarge(WorkbookTooLarge):
    message = gettext_noop("The workbook would unpack to more than %(most)s bytes.")


class TooManyParts(WorkbookTooLarge):
    message = gettext_noop("The workbook has more than %(most)s inner files.")


class TooManySheets(WorkbookTooLarge):
    message = gettext_noop("The workbook has more than %(most)s sheets.")


class TooManyRows(WorkbookTooLarge):
    message = gettext_noop("A sheet of the workbook goes beyond row %(most)s.")


class TooManyColumns(WorkbookTooLarge):
    message = gettext_noop("A sheet of the workbook goes beyond column %(most)s.")


class CellTooLong(WorkbookTooLarge):
    message = gettext_noop("A cell of the workbook holds more than %(most)s characters.")
    remedy = gettext_noop("Shorten the text of that cell and send the workbook again.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold at most. Sizes in bytes, `text` in characters of one cell."""

    file: int = 20 * 1024 * 1024
    unpacked: int = 128 * 1024 * 1024
    ratio: int = 200
    parts: int = 2_000
    sheets: int = 40
    rows: int = 50_000
    columns: int = 100
    text: int = 32_767


def bounded(content: bytes, limits: Limits) -> bytes:
    """The same workbook with only the parts that hold cells, none of it beyond the limits.

    Raises NotAWorkbook, WorkbookDamaged or WorkbookTooLarge.
    """
    if len(content) > limits.file:
        raise WorkbookTooLarge(limits.file)
    parts = dict(_parts(content, limits))
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise NotAWorkbook
    sheets = [name for name in parts if name.startswith("xl/worksheets/")]
    if len(sheets) > limits.sheets:
        raise TooManySheets(limits.sheets)
    for name, data in parts.items():
        _Walk(limits, cells=name in sheets).over(data)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _parts(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    left = limits.unpacked
    if left > _SIZE_WITHOUT_RATIO:
        left = min(left, max(_SIZE_WITHOUT_RATIO, len(content) * limits.ratio))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.parts:
                raise TooManyParts(limits.parts)
            for entry in entries:
                if not _NEEDED.fullmatch(entry.filename):
                    continue
                with archive.open(entry) as part:
                    data = part.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise UnpacksTooLarge(limits.unpacked)
                yield entry.filename, data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        # An encrypted or oddly compressed entry raises RuntimeError or NotImplementedError.
        raise NotAWorkbook from error
    except (ValueError, OSError, OverflowError) as error:
        raise WorkbookDamaged from error


class _Walk:
    """One pass over a part: well-formed, no document type, no cell outside the limits."""

    def __init__(self, limits: Limits, *, cells: bool) -> None:
        self.limits = limits
        self.rows = 0
        self.columns = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.refuse_document_type
        self.parser.StartElementHandler = self.element if cells else self.refuse_boast
        self.size = 0

    def over(self, data: bytes) -> None:
        if b"\x00" in data:  # UTF-16: the two parsers might read it differently
            raise WorkbookDamaged
        self.size = len(data)
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            raise WorkbookDamaged from error

    def refuse_document_type(self, *_: object) -> None:
        raise WorkbookDamaged

    def refuse_boast(self, name: str, attributes: dict[str, str]) -> None:
        """A count beyond what the part can hold: the parser would reserve memory for it at once."""
        for attribute, value in attributes.items():
            if not attribute.lower().endswith("count"):
                continue
            if not value.isdecimal() or int(value[:20]) > self.size:
                raise WorkbookDamaged

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self.refuse_boast(name, attributes)
        local = name.rpartition(":")[2]
        if local == "row":
            self.rows += 1
            self.columns = 0
        elif local == "c":
            self.columns += 1
        else:
            return
        column, row = self.columns, self.rows
        if reference := attributes.get("r"):
            column, row = _position(reference, column, row)
        if max(row, self.rows) > self.limits.rows:
            raise TooManyRows(self.limits.rows)
        if max(column, self.columns) > self.limits.columns:
            raise TooManyColumns(self.limits.columns)


def _position(reference: str, column: int, row: int) -> tuple[int, int]:
    """Column and row, from 1, of a reference such as B7, or 7 on a row."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise WorkbookDamaged
    letters, digits = found.groups()
    if letters:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
    return column, max(row, int(digits))
