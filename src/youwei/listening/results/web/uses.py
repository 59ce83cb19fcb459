"""结果应用登记簿: for those who oversee, and, of their own organ, for its leads."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youwei.foundation.organs.models import Organ
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.results.access import (
    can_oversee,
    check_oversees,
    check_sees_results,
    uses_visible_to,
)
from youwei.listening.results.models import Publication
from youwei.listening.results.operations.uses import record_use, strike
from youwei.listening.results.queries.results import usable
from youwei.listening.results.rules.uses import Purpose
from youwei.listening.results.web.forms import ReasonForm, UseForm
from youwei.listening.results.words import PURPOSE_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

PAGE = 30


@only(check_sees_results)
def register(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = Paginator(uses_visible_to(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Register of uses of results"),
        "lead": _("Which result was used for which decision, by which body, when."),
        "page": page,
        "rows": [(one, PURPOSE_WORDS[Purpose(one.purpose)]) for one in page.object_list],
        "usable": usable(actor) if can_oversee(actor) else [],
        "oversees": can_oversee(actor),
        "nothing_title": _("No use of a result is recorded."),
        "nothing_more": _("The opinion names three: leading bodies, cadres, target performance."),
    }
    return render(request, "results/desk/uses.html", context)


@only(check_oversees)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    publication = _publication(request, pk)
    form = UseForm(request.POST or None, round_=publication.estimate.round)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_use(
                actor=actor_of(request),
                publication=publication,
                organ=Organ.objects.get(pk=given.pop("organ")),
                **given,
            )
            return redirect("results:uses")
        except Refusal as refusal:
            add_refusal(form, refusal)
    context = {"page_title": _("Enter a use"), "form": form, "publication": publication}
    status = 422 if request.method == "POST" else 200
    return render(request, "results/desk/use.html", context, status=status)


@only(check_oversees)
def strike_out(request: HttpRequest, pk: int) -> HttpResponse:
    use = uses_visible_to(actor_of(request)).filter(pk=pk, struck="").first()
    if use is None:
        raise NotFound
    form = ReasonForm(request.POST or None, thing=use)
    if request.method == "POST" and form.is_valid():
        try:
            strike(actor=actor_of(request), use=use, text=form.cleaned_data["text"])
            return redirect("results:uses")
        except Refusal as refusal:
            add_refusal(form, refusal)
    context = {
        "page_title": _("Strike out an entry"),
        "form": form,
        "use": use,
        "purpose": PURPOSE_WORDS[Purpose(use.purpose)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "results/desk/strike.html", context, status=status)


def _publication(request: HttpRequest, pk: int) -> Publication:
    found = {one.pk: one for one in usable(actor_of(request))}
    if pk not in found:
        raise NotFound
    return found[pk]
