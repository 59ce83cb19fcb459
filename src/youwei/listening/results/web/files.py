"""A published result to take away: for programs, for tables, and the script that repeats it."""

from io import BytesIO
from pathlib import Path

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from youwei.kernel.workbook import MEDIA_TYPE, Sheet, write_sheets
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.queries.sheets import Figure, ResultSheet
from youwei.listening.results.web.public import standing_publication
from youwei.stats.survey import recompute as script
from youwei.ui.download import as_attachment
from youwei.ui.gate import anyone

HIDDEN = "＊"


@anyone
def export(request: HttpRequest, prefix: str, number: int) -> FileResponse:
    """The text as it was published: its SHA-256 stands in the journal."""
    publication = standing_publication(prefix, number)
    name = f"{prefix}-{number}.json"
    return as_attachment(BytesIO(publication.estimate.export.encode()), name, "application/json")


@anyone
def recompute(request: HttpRequest) -> FileResponse:
    text = Path(script.__file__).read_bytes()
    return as_attachment(BytesIO(text), "recompute.py", "text/x-python")


@anyone
def workbook(request: HttpRequest, prefix: str, number: int) -> FileResponse:
    sheet = sheet_of(standing_publication(prefix, number).estimate)
    sheets = [
        Sheet(
            title=_("Result"),
            headings=[
                _("Comparison group"),
                _("Organ"),
                _("Composite"),
                _("from"),
                _("to"),
                _("Rank"),
                _("best rank"),
                _("worst rank"),
                _("Band"),
                _("Ballots"),
            ],
            rows=[
                [
                    group.name,
                    line.name,
                    *_numbers(line.figure)[:3],
                    line.rank or None,
                    line.low or None,
                    line.high or None,
                    line.band,
                    line.figure.n,
                ]
                for group in sheet.groups
                for line in group.lines
            ],
            widths=[24, 28, 10, 10, 10, 8, 10, 10, 10, 10],
        ),
        Sheet(
            title=_("By panel and dimension"),
            headings=[_("Organ"), _("Panel"), *_heads(sheet)],
            rows=[
                [one.name, row.panel, *(n for figure in row.figures for n in _numbers(figure))]
                for one in sheet.organs()
                for row in one.rows
            ],
            widths=[28, 24],
        ),
        Sheet(
            title=_("How it was made"),
            headings=["", ""],
            rows=[[name, value] for name, value in sheet.method],
            widths=[32, 90],
            prose=True,
        ),
    ]
    return as_attachment(BytesIO(write_sheets(sheets)), f"{prefix}-{number}.xlsx", MEDIA_TYPE)


def _heads(sheet: ResultSheet) -> list[str]:
    return [
        head
        for name in sheet.dimensions
        for head in (name, f"{name} {_('from')}", f"{name} {_('to')}", f"{name} n")
    ]


def _numbers(figure: Figure) -> list[float | int | str | None]:
    if figure.value is None:
        return [None if figure.n == 0 else HIDDEN] * 4
    return [round(figure.value, 2), _rounded(figure.low), _rounded(figure.high), figure.n]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
