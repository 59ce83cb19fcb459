"""One panel on the desk: its frame, its codes, its third party."""

from collections.abc import Callable
from typing import Any

import segno
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.rulebook.rules.appraisal import FilledBy
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.access.rounds import check_sees_rounds, moves_for
from youwei.listening.appraisal.models import Panel
from youwei.listening.appraisal.operations import codes, frames, third_party
from youwei.listening.appraisal.operations.codes import HandedOut
from youwei.listening.appraisal.queries.rounds import rounds_for, stratum_rows
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules.frames import CATEGORY, POPULATION, VARIABLE, headings_for
from youwei.listening.appraisal.web.forms import CommissionForm, FileForm, SerialsForm
from youwei.listening.appraisal.web.uploads import as_workbook, rows_in, told
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

Faults = list[tuple[int, str]]
# Both stand on one page.
AUTO_IDS = {"frame_form": "frame_%s", "margins_form": "margins_%s"}


@only(check_sees_rounds)
@require_safe
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@only(check_sees_rounds)
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An empty workbook with the columns that the frame needs."""
    panel = _found(request, pk)
    kind = balloting_of(panel.round).panel(panel.code)
    return as_workbook(said(kind.name), [one.names[0] for one in headings_for(kind)])


@only(check_sees_rounds)
@require_POST
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    return _take(request, pk, "frame_form", frames.take_frame)


@only(check_sees_rounds)
@require_POST
def margins(request: HttpRequest, pk: int) -> HttpResponse:
    return _take(request, pk, "margins_form", frames.take_margins)


@only(check_sees_rounds)
@require_POST
@never_cache
def hand_out(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The answer holds the codes; nothing else ever does."""
    panel = _found(request, pk)
    if form not in {"xlsx", "sheets"}:
        raise NotFound
    try:
        handed = codes.hand_out(actor=actor_of(request), panel=panel)
    except Refusal as refusal:
        return _refused(request, panel, refusal)
    return _codes(request, panel, handed, form)


@only(check_sees_rounds)
@require_POST
@never_cache
def replace(request: HttpRequest, pk: int) -> HttpResponseBase:
    panel = _found(request, pk)
    form = SerialsForm(request.POST)
    if not form.is_valid():
        return _page(request, panel, serials_form=form)
    serials = form.cleaned_data["serials"].split("\n")
    try:
        handed = codes.replace_codes(actor=actor_of(request), panel=panel, serials=serials)
    except Refusal as refusal:
        return _refused(request, panel, refusal)
    return _codes(request, panel, handed, "xlsx")


@only(check_sees_rounds)
@require_POST
@never_cache
def unused(request: HttpRequest, pk: int) -> HttpResponseBase:
    panel = _found(request, pk)
    try:
        rows = codes.list_unused(actor=actor_of(request), panel=panel)
    except Refusal as refusal:
        return _refused(request, panel, refusal)
    return as_workbook(
        _("Codes not used yet"),
        [_("Stratum"), _("Serial"), _("Contact"), _("Until")],
        [(one.stratum, one.serial, one.contact, one.expires_on) for one in rows],
    )


@only(check_sees_rounds)
@require_POST
def commission(request: HttpRequest, pk: int) -> HttpResponse:
    panel = _found(request, pk)
    form = CommissionForm(request.POST, panel=panel)
    if not form.is_valid():
        return _page(request, panel, commission_form=form)
    try:
        third_party.commission(actor=actor_of(request), panel=panel, **form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, panel, commission_form=form)
    return redirect("appraisal:panel", pk=pk)


def link_to(request: HttpRequest, code: str) -> str:
    """The code stands behind the #: no server, proxy or log on the way sees it."""
    return f"{request.build_absolute_uri(reverse('appraisal_public:door'))}#{code}"


def _codes(
    request: HttpRequest, panel: Panel, handed: list[HandedOut], form: str
) -> HttpResponseBase:
    kind = balloting_of(panel.round).panel(panel.code)
    if form == "xlsx":
        return as_workbook(
            _("Codes"),
            [_("Stratum"), _("Serial"), _("Contact"), _("Code"), _("Link"), _("Until")],
            [
                (h.stratum, h.serial, h.contact, h.code, link_to(request, h.code), h.expires_on)
                for h in handed
            ],
        )
    context = {
        "panel": panel,
        "name": said(kind.name),
        "sheets": [(one, qr_of(link_to(request, one.code))) for one in handed],
        "address": request.build_absolute_uri(reverse("appraisal_public:door")),
    }
    return render(request, "appraisal/desk/sheets.html", context)


def qr_of(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(scale=3, border=2, light="#fff")
    return mark_safe(drawing)  # noqa: S308  (made of squares by segno)


def _take(request: HttpRequest, pk: int, name: str, operation: Callable[..., int]) -> HttpResponse:
    panel = _found(request, pk)
    form = FileForm(request.POST, request.FILES, auto_id=AUTO_IDS[name])
    faults: Faults = []
    if form.is_valid():
        try:
            rows = rows_in(form.cleaned_data["file"].read())
            operation(actor=actor_of(request), panel=panel, rows=rows)
        except Refusal as refusal:
            faults = told(form, refusal)
        else:
            return redirect("appraisal:panel", pk=pk)
    return _page(request, panel, faults=faults, **{name: form})


def _found(request: HttpRequest, pk: int) -> Panel:
    rounds = rounds_for(actor_of(request)).order_by().values("pk")
    rows = Panel.objects.filter(round__in=rounds).select_related("round__campaign")
    return get_object_or_404(rows, pk=pk)


def _refused(request: HttpRequest, panel: Panel, refusal: Refusal) -> HttpResponse:
    form = Form({})
    form.is_valid()
    refusal.field = None
    add_refusal(form, refusal)
    return _page(request, panel, failed=form)


def _page(request: HttpRequest, panel: Panel, **forms: Any) -> HttpResponse:
    kind = balloting_of(panel.round).panel(panel.code)
    by_codes = kind.filled_by is FilledBy.CODES
    found = getattr(panel, "commission", None)
    initial = (
        {
            name: getattr(found, name)
            for name in ("body", "contract", "signed_on", "design", "account")
        }
        if found
        else {}
    )
    context: dict[str, Any] = {
        "panel": panel,
        "round": panel.round,
        "name": said(kind.name),
        "by_codes": by_codes,
        "margins": kind.margins,
        "strata": stratum_rows(panel),
        "moves": moves_for(actor_of(request), panel.round),
        "columns": [(one.names[0], one.required) for one in headings_for(kind)],
        "margin_columns": [VARIABLE[0], CATEGORY[0], POPULATION[0]],
        "commission": found,
        "deliveries": list(found.deliveries.all()) if found else [],
        **{name: FileForm(auto_id=ids) for name, ids in AUTO_IDS.items()},
        "serials_form": SerialsForm(),
        "commission_form": CommissionForm(initial=initial, panel=panel),
        **forms,
    }
    return render(request, "appraisal/desk/panel.html", context, status=422 if forms else 200)
