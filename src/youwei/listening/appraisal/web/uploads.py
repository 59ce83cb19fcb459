"""Workbooks on their way in and out of the desk."""

from collections.abc import Sequence
from io import BytesIO

from django.conf import settings
from django.forms import Form
from django.http import FileResponse
from django.utils.translation import gettext

from youwei.kernel.refusal import Refusal
from youwei.kernel.workbook import MEDIA_TYPE, Cell, Limits, Row, Sheet, read_sheets, write_sheets
from youwei.listening.appraisal.rules.refusals import FileRefused
from youwei.ui.download import as_attachment
from youwei.ui.refusals import add_refusal

ROWS = 200_000  # of one file
SHOWN = 50


def rows_in(content: bytes) -> list[Row]:
    """Of the first sheet. Raises what `read_sheets` raises."""
    sheets = read_sheets(content, Limits(file=settings.YOUWEI_UPLOAD_BYTES, rows=ROWS))
    return next(iter(sheets.values()), [])


def as_workbook(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]] = ()
) -> FileResponse:
    content = write_sheets([Sheet(gettext("Sheet"), headings, rows, [20] * len(headings))])
    response = as_attachment(BytesIO(content), f"{name}.xlsx", MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def told(form: Form, refusal: Refusal) -> list[tuple[int, str]]:
    """Puts the refusal at the form; gives the faults of a file as row and words."""
    refusal.field = "file"
    add_refusal(form, refusal)
    faults = refusal.faults if isinstance(refusal, FileRefused) else ()
    return [
        (one.row, gettext(one.message) % one.params if one.params else gettext(one.message))
        for one in faults[:SHOWN]
    ]
