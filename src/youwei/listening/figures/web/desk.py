"""Exact figures, for those who triage; everybody else at the desk is led to the released ones."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.models import Campaign
from youwei.listening.figures.access import counted_by
from youwei.listening.figures.queries.documents import exact_document
from youwei.listening.figures.queries.telling import cases_counted, small_cells
from youwei.listening.figures.rules.measures import ALONE, LEVEL
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.web.forms import TableForm, period_words, table_words
from youwei.listening.figures.web.shown import sheet
from youwei.listening.figures.words import DEFINITIONS
from youwei.ui.gate import actor_of, signed_in


@signed_in
def figures(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    if campaign is None:
        return redirect("figures_desk:released")
    actor, form = actor_of(request), TableForm(request.GET.dict())
    layout, period = form.layout(), form.period()
    before = _before(period)
    now = exact_document(actor, campaign, layout, period)
    former = exact_document(actor, campaign, layout, before) if form.compares() else None
    levels = [code for code in now.total if code.startswith(LEVEL)]
    context = {
        "form": form,
        "sheet": sheet(now, former, form.show_code()),
        "document": now,
        "said": [(now.codes[code], now.total[code]) for code in (*levels, *ALONE)],
        "definitions": DEFINITIONS,
        "page_title": _("Figures"),
        "by_word": table_words(layout),
        "period": period_words(period),
        "before": period_words(before) if former else "",
        "small_cells": small_cells(None),
        "cases_counted": cases_counted(None),
        "query": request.GET.urlencode(),
    }
    return render(request, "figures/figures.html", context)


def _campaign(request: HttpRequest) -> Campaign | None:
    """The newest that the actor triages."""
    return counted_by(actor_of(request)).select_related("jurisdiction").first()


def _before(period: Period) -> Period:
    """As many days, up to the day before."""
    last = period.first - timedelta(days=1)
    return Period(last - (period.last - period.first), last)
