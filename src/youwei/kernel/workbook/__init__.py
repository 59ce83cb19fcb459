"""XLSX in and out, CSV in. What comes in is hostile until bounded; what goes out runs nothing."""

from youwei.kernel.workbook.bounds import Limits, NotAWorkbook, WorkbookDamaged, WorkbookTooLarge
from youwei.kernel.workbook.reading import Cell, CsvBroken, Row, read_csv, read_sheets
from youwei.kernel.workbook.writing import MEDIA_TYPE, Mark, Sheet, cell_text, write_sheets

__all__ = [
    "MEDIA_TYPE",
    "Cell",
    "CsvBroken",
    "Limits",
    "Mark",
    "NotAWorkbook",
    "Row",
    "Sheet",
    "WorkbookDamaged",
    "WorkbookTooLarge",
    "cell_text",
    "read_csv",
    "read_sheets",
    "write_sheets",
]
