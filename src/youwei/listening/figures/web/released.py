"""The released quarters, at the desk and for everybody: the same tables on two faces."""

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youwei.kernel.refusal import NotFound
from youwei.listening.figures.access import counted_by
from youwei.listening.figures.queries.documents import Document, released_document
from youwei.listening.figures.queries.releases import open_to_all
from youwei.listening.figures.queries.telling import cases_counted, small_cells
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.web.files import json_file, workbook
from youwei.listening.figures.web.forms import ReleaseForm, period_words, quarter_words, table_words
from youwei.listening.figures.web.shown import sheet
from youwei.listening.figures.words import DEFINITIONS
from youwei.ui.gate import actor_of, anyone, signed_in

MOST = 40  # quarters that can be chosen
FILES = {"xlsx": workbook, "json": json_file}


@anyone
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "figures/public.html", _context(request))


@anyone
def public_file(request: HttpRequest, form: str) -> FileResponse:
    return _file(request, form)


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    counts = counted_by(actor_of(request)).exists()
    return render(request, "figures/released.html", {**_context(request), "counts": counts})


@signed_in
def desk_file(request: HttpRequest, form: str) -> FileResponse:
    return _file(request, form)


@dataclass(frozen=True)
class _Asked:
    form: ReleaseForm
    now: Document
    before: Document | None


def _asked(request: HttpRequest) -> _Asked | None:
    releases = list(open_to_all()[:MOST])
    if not releases:
        return None
    form = ReleaseForm(request.GET.dict(), releases=releases)
    layout, before = form.layout(), form.before()
    return _Asked(
        form=form,
        now=released_document(form.release(), layout),
        before=released_document(before, layout) if before else None,
    )


def _file(request: HttpRequest, form: str) -> FileResponse:
    asked = _asked(request)
    if asked is None or form not in FILES:
        raise NotFound
    return FILES[form](asked.now)


def _context(request: HttpRequest) -> dict[str, Any]:
    asked = _asked(request)
    title = {"page_title": _("What became of the complaints"), "definitions": DEFINITIONS}
    if asked is None:
        return {**title, "nothing_title": _("No quarter has been released yet.")}
    show = asked.form.show_code()
    return {
        **title,
        "form": asked.form,
        "sheet": sheet(asked.now, asked.before, show),
        "document": asked.now,
        "by_word": table_words(asked.now.layout),
        "period": period_words(Period(asked.now.first, asked.now.last)),
        "before": quarter_words(asked.form.before()) if asked.before else "",  # type: ignore[arg-type]
        "small_cells": small_cells(asked.now.threshold),
        "cases_counted": cases_counted(asked.now.threshold),
        "query": request.GET.urlencode(),
    }
