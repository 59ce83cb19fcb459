"""The workspace of a third party: what it declared, designed and handed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.kernel.refusal import Refusal
from youwei.listening.appraisal.access.third_party import check_appraises, visible_to
from youwei.listening.appraisal.models import Commission
from youwei.listening.appraisal.operations import third_party
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules.deliveries import ORGAN
from youwei.listening.appraisal.rules.frames import POPULATION, QUOTA, SERIAL, STRATUM
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.web.forms import FileForm, InterestsForm, RawDataForm
from youwei.listening.appraisal.web.uploads import as_workbook, rows_in, told
from youwei.listening.appraisal.words import STATES
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_appraises)
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("panel__round")
    context = {"rows": [(one, STATES[State(one.panel.round.state)]) for one in rows]}
    return render(request, "appraisal/desk/commissions.html", context)


@only(check_appraises)
@require_safe
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@only(check_appraises)
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An empty workbook for raw data, with the questions of the round."""
    found = _found(request, pk)
    questions = [one.code for one in found.panel.round.instrument.questions.all()]
    return as_workbook(_("Raw data"), [SERIAL[0], STRATUM[0], ORGAN[0], *questions])


@only(check_appraises)
@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = InterestsForm(request.POST, round_=found.panel.round)
    if not form.is_valid():
        return _page(request, found, interests_form=form)
    try:
        third_party.declare_interests(
            actor=actor_of(request),
            commission=found,
            text=form.cleaned_data["text"],
            organs=[entry.organ for entry in form.cleaned_data["organs"]],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, interests_form=form)
    return redirect("appraisal:commission", pk=pk)


@only(check_appraises)
@require_POST
def design(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = FileForm(request.POST, request.FILES)
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            rows = rows_in(form.cleaned_data["file"].read())
            third_party.take_design(actor=actor_of(request), commission=found, rows=rows)
        except Refusal as refusal:
            faults = told(form, refusal)
        else:
            return redirect("appraisal:commission", pk=pk)
    return _page(request, found, design_form=form, faults=faults)


@only(check_appraises)
@require_POST
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = RawDataForm(request.POST, request.FILES, auto_id="raw_%s")
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            third_party.take_raw_data(
                actor=actor_of(request),
                commission=found,
                rows=rows_in(content),
                content=content,
                quality=form.cleaned_data["quality"],
            )
        except Refusal as refusal:
            faults = told(form, refusal)
        else:
            return redirect("appraisal:commission", pk=pk)
    return _page(request, found, raw_form=form, faults=faults)


def _found(request: HttpRequest, pk: int) -> Commission:
    rows = visible_to(actor_of(request)).select_related("panel__round__campaign")
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, commission: Commission, **forms: Any) -> HttpResponse:
    round_ = commission.panel.round
    state = State(round_.state)
    kind = balloting_of(round_).panel(commission.panel.code)
    context: dict[str, Any] = {
        "commission": commission,
        "round": round_,
        "state_word": STATES[state],
        "name": said(kind.name),
        "strata": list(commission.panel.strata.all()),
        "interests": list(commission.interests.all()),
        "deliveries": list(commission.deliveries.all()),
        "may_declare": state in (State.DRAFT, State.FROZEN, State.OPEN),
        "may_design": state is State.DRAFT and commission.declared_on is not None,
        "may_deliver": state is State.OPEN and commission.declared_on is not None,
        "design_columns": [STRATUM[0], POPULATION[0], QUOTA[0]],
        "interests_form": InterestsForm(round_=round_, initial={"text": commission.declaration}),
        "design_form": FileForm(),
        "raw_form": RawDataForm(auto_id="raw_%s"),
        **forms,
    }
    return render(request, "appraisal/desk/commission.html", context, status=422 if forms else 200)
