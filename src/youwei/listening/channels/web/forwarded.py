"""Tables that another body forwards: brought, looked at, taken over or dropped."""

import csv
from collections.abc import Mapping
from io import StringIO

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import for_intake
from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.refusals import FileTypeNotTaken
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import Refusal
from youwei.kernel.workbook import NotAWorkbook
from youwei.listening.channels.access import check_brings_files
from youwei.listening.channels.models import ForwardedFile, Source
from youwei.listening.channels.operations import forwarding
from youwei.listening.channels.queries.forwarded import (
    Sifted,
    columns_for,
    headings_of,
    parted,
    rows_of,
    saved_columns,
    sift,
    suffices,
    table_of,
)
from youwei.listening.channels.rules.refusals import SheetEmpty, TooManyRows
from youwei.listening.channels.rules.states import FileState
from youwei.listening.channels.web.forwarded_forms import BringForm, ColumnsForm
from youwei.listening.channels.words import FILE_STATES
from youwei.listening.complaints.access import check_imports
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

ROWS_AT_ONCE = 2_000  # some seconds in which nobody else can write on the small engine
SHOWN = 8


@only(check_brings_files)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    campaign = for_intake(clock.today())
    check_imports(actor_of(request), campaign)
    known = list(Source.objects.filter(campaign=campaign).values_list("name", flat=True))
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*data, campaign=campaign, known=known)
    if form.is_bound and form.is_valid():
        try:
            file = _bring(request, campaign, form)
        except Refusal as refusal:
            refusal.field = refusal.field or "file"
            add_refusal(form, refusal)
        else:
            return redirect("channels:forwarded_file", pk=file.pk)
    files = _files(request).select_related("source", "brought_by")[:20]
    context = {
        "form": form,
        "files": [{"file": one, "state": FILE_STATES[FileState(one.state)]} for one in files],
    }
    return render(request, "channels/forwarded.html", context, status=422 if form.errors else 200)


@only(check_brings_files)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Posting saves the columns; what would happen is then shown by them."""
    file = _file(request, pk)
    if file.state != FileState.PREVIEW:
        return _outcome(request, file)
    head, rows = table_of(file)
    headings = headings_of(head)
    columns = columns_for(head, file.source.columns)
    data = (request.POST,) if request.method == "POST" else ()
    form = ColumnsForm(*data, headings=headings, columns=columns)
    if form.is_bound and form.is_valid():
        forwarding.save_source(
            actor=actor_of(request),
            campaign=file.source.campaign,
            came=_came(file.source),
            columns=form.cleaned_data,
        )
        return redirect("channels:forwarded_file", pk=pk)
    sifted = sift(rows, columns, file.source.channel) if suffices(columns) else None
    context = {
        "file": file,
        "form": form,
        "sifted": sifted,
        "rows": sifted.ready[:SHOWN] if sifted else (),
        "faults": _faults(sifted) if sifted else (),
    }
    return render(request, "channels/preview.html", context, status=422 if form.errors else 200)


@only(check_brings_files)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    if file.state == FileState.PREVIEW:
        head, rows = table_of(file)
        columns = columns_for(head, file.source.columns)
        if suffices(columns):
            sifted = sift(rows, columns, file.source.channel)
            forwarding.take_file(actor=actor_of(request), file=file, sifted=sifted)
    return redirect("channels:forwarded_file", pk=pk)


@only(check_brings_files)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    forwarding.drop_file(actor=actor_of(request), file=_file(request, pk))
    return redirect("channels:forwarded")


@only(check_brings_files)
@require_safe
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that did not fit, for whoever forwarded them."""
    file = _file(request, pk)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([gettext("Row"), gettext("Why")])
    writer.writerows((row, _reason(message, params)) for row, message, params in file.faults)
    content = "\ufeff" + out.getvalue()
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rows-{file.pk}.csv"'
    return answer


def _bring(request: HttpRequest, campaign: Campaign, form: BringForm) -> ForwardedFile:
    given = form.cleaned_data
    upload = given["file"]
    try:
        copy = prepared(name=upload.name or "", content=upload.file, tables=True)
    except FileTypeNotTaken:  # speaks of pictures and PDF; an old or a locked workbook comes here
        raise NotAWorkbook from None
    actor = actor_of(request)
    came = forwarding.Came(given["channel"], given["kind"], given["source"])
    columns = saved_columns(campaign, given["source"])
    _, rows = parted(rows_of(copy.name, copy.content), columns)
    if not rows:
        raise SheetEmpty(field="file")
    if len(rows) > ROWS_AT_ONCE:
        raise TooManyRows(field="file", rows=len(rows), limit=ROWS_AT_ONCE)
    source = forwarding.save_source(actor=actor, campaign=campaign, came=came, columns=columns)
    return forwarding.bring_file(actor=actor, source=source, copy=copy)


def _came(source: Source) -> forwarding.Came:
    return forwarding.Came(source.channel, source.kind, source.name)


def _files(request: HttpRequest) -> QuerySet[ForwardedFile]:
    offices = actor_of(request).organs_as(Role.OFFICE)
    return ForwardedFile.objects.filter(source__campaign__office_organ__in=offices)


def _file(request: HttpRequest, pk: int) -> ForwardedFile:
    return get_object_or_404(_files(request).select_related("source__campaign"), pk=pk)


def _outcome(request: HttpRequest, file: ForwardedFile) -> HttpResponse:
    context = {
        "file": file,
        "state": FILE_STATES[FileState(file.state)],
        "faults": [(row, _reason(message, params)) for row, message, params in file.faults],
    }
    return render(request, "channels/outcome.html", context)


def _faults(sifted: Sifted) -> list[tuple[int, str]]:
    return [(fault.row, _reason(fault.message, fault.params)) for fault in sifted.faults]


def _reason(message: str, params: Mapping[str, str]) -> str:
    words = gettext(message)
    return words % params if params else words
