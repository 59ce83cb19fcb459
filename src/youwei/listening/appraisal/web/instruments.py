"""The questions on the desk: versions, and what stands in one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.refusal import Refusal
from youwei.listening.appraisal.access.rounds import can_prepare, check_sees_rounds
from youwei.listening.appraisal.models import Instrument, Question
from youwei.listening.appraisal.operations import instruments
from youwei.listening.appraisal.queries.rounds import campaigns_of, instruments_for
from youwei.listening.appraisal.web.ballot_form import words_of
from youwei.listening.appraisal.web.forms import QuestionForm
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_sees_rounds)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is the campaign's."""
    campaign = get_object_or_404(campaigns_of(actor_of(request)), pk=pk)
    made = instruments.begin_version(actor=actor_of(request), campaign=campaign)
    return redirect("appraisal:instrument", pk=made.pk)


@only(check_sees_rounds)
@require_safe
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@only(check_sees_rounds)
@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    instrument = _found(request, pk)
    form = QuestionForm(request.POST, instrument=instrument)
    if not form.is_valid():
        return _page(request, instrument, form)
    try:
        instruments.put_question(
            actor=actor_of(request), instrument=instrument, **form.cleaned_data
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, instrument, form)
    return redirect("appraisal:instrument", pk=pk)


@only(check_sees_rounds)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Question.objects.filter(instrument__in=instruments_for(actor_of(request)).values("pk"))
    question = get_object_or_404(rows.select_related("instrument__campaign"), pk=pk)
    made = instruments.drop_question(actor=actor_of(request), question=question)
    return redirect("appraisal:instrument", pk=made.pk)


def _found(request: HttpRequest, pk: int) -> Instrument:
    rows = instruments_for(actor_of(request)).select_related("campaign")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, instrument: Instrument, form: QuestionForm | None = None
) -> HttpResponse:
    rules = rules_of(instrument.campaign)
    names = {one.code: said(one.name) for one in rules.appraisal.dimensions}
    names |= {theme.code: said(theme.name) for theme in rules.themes}
    open_ = instrument.frozen_on is None
    chosen = instrument.questions.filter(code=request.GET.get("question", "")).first()
    initial: dict[str, Any] = {}
    if chosen is not None:
        fields = ("code", "dimension", "themes", "text_zh", "text_en")
        initial = {name: getattr(chosen, name) for name in fields}
    context = {
        "instrument": instrument,
        "questions": [
            {
                "question": one,
                "text": words_of(one),
                "dimension": names.get(one.dimension, one.dimension),
                "themes": "、".join(names.get(theme, theme) for theme in one.themes),
            }
            for one in instrument.questions.all()
        ],
        "prepares": open_ and can_prepare(actor_of(request), instrument.campaign.office_organ_id),
        "form": form or QuestionForm(instrument=instrument, initial=initial),
    }
    return render(request, "appraisal/desk/instrument.html", context, status=422 if form else 200)
