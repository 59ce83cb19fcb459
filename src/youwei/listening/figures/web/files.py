"""A document as a workbook or as JSON: the same numbers, definitions and notes as on the page."""

import json
from collections.abc import Iterator
from io import BytesIO

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from youwei.kernel import clock
from youwei.kernel.workbook import MEDIA_TYPE, Mark, Sheet, write_sheets
from youwei.kernel.workbook.reading import Cell as WorkbookCell
from youwei.listening.figures.queries.documents import Document
from youwei.listening.figures.queries.telling import told
from youwei.listening.figures.rules.measures import Figures
from youwei.listening.figures.words import BY, DEFINITIONS
from youwei.ui.download import as_attachment

JSON = "application/json"


def workbook(document: Document) -> FileResponse:
    """Of what is released to everybody: without a mark."""
    return as_attachment(BytesIO(workbook_of(document)), name_of(document, "xlsx"), MEDIA_TYPE)


def json_file(document: Document) -> FileResponse:
    return as_attachment(BytesIO(json_of(document)), name_of(document, "json"), JSON)


def workbook_of(document: Document, mark: Mark | None = None) -> bytes:
    sheets = [
        Sheet(
            title=_("Figures"),
            headings=[*_dimensions(document), *document.codes.values()],
            rows=_rows(document),
            widths=[32] * len(_dimensions(document)),
        ),
        Sheet(
            title=_("How it is counted"),
            headings=[_("Figure"), _("What is counted"), _("Basis")],
            rows=[[str(one.name), str(one.counts), str(one.basis)] for one in DEFINITIONS],
            widths=[18, 90, 60],
            prose=True,
        ),
        Sheet(
            title=_("About this table"),
            headings=[_("About this table"), ""],
            rows=_notes(document),
            widths=[28, 90],
            prose=True,
        ),
    ]
    return write_sheets(sheets, mark)


def json_of(document: Document, mark: Mark | None = None) -> bytes:
    marked = {"export": {"number": mark.number, "note": mark.line}} if mark else {}
    return json.dumps({**marked, **told(document)}, ensure_ascii=False, indent=2).encode()


def name_of(document: Document, form: str) -> str:
    layout = document.layout
    by = f"{layout.by}-{layout.across}" if layout.across else layout.by.value
    return f"figures-{by}-{document.first:%Y%m%d}-{document.last:%Y%m%d}.{form}"


def _dimensions(document: Document) -> list[str]:
    layout = document.layout
    return [str(BY[one]) for one in (layout.by, layout.across) if one is not None]


def _rows(document: Document) -> Iterator[list[WorkbookCell]]:
    crossed = document.layout.across is not None
    for cell in document.cells:
        names = [cell.row_name, cell.column_name] if crossed else [cell.row_name]
        yield [*names, *_numbers(document, cell.figures)]
    everything = [_("All")] * (2 if crossed else 1)
    if crossed:
        for key, name in document.rows:
            yield [name, everything[0], *_numbers(document, document.row_totals[key])]
        for key, name in document.columns:
            yield [everything[0], name, *_numbers(document, document.column_totals[key])]
    yield [*everything, *_numbers(document, document.total)]


def _numbers(document: Document, figures: Figures) -> list[WorkbookCell]:
    star = "＊" if document.threshold is not None else None
    return [star if figures[code] is None else figures[code] for code in document.codes]


def _notes(document: Document) -> list[list[WorkbookCell]]:
    return [
        [_("Campaign"), document.campaign],
        [pgettext("figures", "From"), document.first],
        [pgettext("figures", "Until"), document.last],
        [_("As of"), clock.day_of(document.as_of)],
        [_("Rulebook"), document.rulebook],
        [_("Small cells"), told(document)["small_cells"]],
        [_("Whose cases"), told(document)["cases_counted"]],
    ]
