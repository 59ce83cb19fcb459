"""The directory as a workbook, out and in."""

from io import BytesIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from youwei.foundation.organs.access import check_maintains
from youwei.foundation.organs.operations import import_organs
from youwei.foundation.organs.operations.importing import Imported, ImportRefused
from youwei.foundation.organs.queries.workbook import workbook
from youwei.foundation.organs.rules.sheets import HEADINGS, REQUIRED
from youwei.foundation.organs.web.forms import WorkbookForm, tell
from youwei.kernel import clock
from youwei.kernel.refusal import Refusal
from youwei.kernel.workbook import MEDIA_TYPE, Limits, read_sheets
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, only, signed_in

SHOWN = 100  # faults on the page; whoever has more of them corrects these first


@signed_in
@require_safe
def export(request: HttpRequest) -> FileResponse:
    title = gettext("Directory of organs")
    name = f"{title} {clock.today():%Y-%m-%d}.xlsx"
    return as_attachment(BytesIO(workbook()), name, MEDIA_TYPE)


@only(check_maintains)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "sheets": _sheets(), "shown": SHOWN}
    if request.method == "POST" and form.is_valid():
        try:
            context["done"] = _bring(request, form.cleaned_data["file"].read())
        except ImportRefused as refusal:
            tell(form, refusal)
            context |= {"faults": refusal.faults[:SHOWN], "count": len(refusal.faults)}
        except Refusal as refusal:
            refusal.field = "file"
            tell(form, refusal)
    return render(request, "organs/import.html", context, status=422 if form.errors else 200)


def _bring(request: HttpRequest, content: bytes) -> Imported:
    sheets = read_sheets(content, Limits(file=settings.YOUWEI_UPLOAD_BYTES))
    return import_organs(actor=actor_of(request), sheets=sheets)


def _sheets() -> list[tuple[str, list[tuple[str, bool]]]]:
    """Each sheet with its columns, and whether a column must be filled."""
    return [
        (title, [(name, name in REQUIRED[title]) for name in headings])
        for title, headings in HEADINGS.items()
    ]
