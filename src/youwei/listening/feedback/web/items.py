"""One item: the sources on one side, an editor on the other in which nothing is copied."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.refusal import NotFound, Refusal, WrongState
from youwei.listening.complaints.models import Case
from youwei.listening.feedback.access import check_office
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.operations.drafting import remove_item, write_item
from youwei.listening.feedback.queries.judging import judged
from youwei.listening.feedback.queries.sources import about_words, candidates
from youwei.listening.feedback.rules.states import WRITABLE
from youwei.listening.feedback.web.batch import found, readable_cases, shown
from youwei.listening.feedback.web.forms import ItemForm
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

SHOWN = 50  # cases that are not ticked


@only(check_office)
def new(request: HttpRequest, number: str) -> HttpResponse:
    return _written(request, found(request, number), None)


@only(check_office)
def item(request: HttpRequest, number: str, item: int) -> HttpResponse:
    batch = found(request, number)
    return _written(request, batch, _item(batch, item))


@require_POST
@only(check_office)
def remove(request: HttpRequest, number: str, item: int) -> HttpResponse:
    batch = found(request, number)
    remove_item(actor=actor_of(request), batch=batch, item=_item(batch, item))
    return redirect("feedback:batch", number=number)


def _item(batch: Batch, pk: int) -> Item:
    one = batch.items.filter(pk=pk).first()
    if one is None:
        raise NotFound
    return one


def _written(request: HttpRequest, batch: Batch, item: Item | None) -> HttpResponse:
    if batch.state not in WRITABLE:
        raise WrongState
    actor = actor_of(request)
    cases = candidates(actor, batch)
    posted = request.POST if request.method == "POST" else None
    form = ItemForm(posted, batch=batch, cases=cases, initial=_initial(item))
    if posted is None or "look" in posted:
        return _page(request, batch, item, form)
    if form.is_valid():
        try:
            saved = write_item(actor=actor, batch=batch, item=item, wording=form.wording())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            page = reverse("feedback:item", args=[batch.number, saved.pk])
            return redirect(f"{page}#checked")
    return _page(request, batch, item, form, status=422)


def _initial(item: Item | None) -> dict[str, object]:
    """What a person has written before; never anything of a source."""
    if item is None:
        return {}
    return {
        "text": item.text,
        "demand": item.demand,
        "themes": [theme.code for theme in item.themes.all()],
        "generalised": item.generalised,
        "generalised_reason": item.generalised_reason,
        "sources": [source.case_id for source in item.sources.all()],
    }


def _page(
    request: HttpRequest, batch: Batch, item: Item | None, form: ItemForm, status: int = 200
) -> HttpResponse:
    judgement = None
    if item is not None and not form.is_bound:
        one = tuple(j for j in judged(batch) if j.item.pk == item.pk)
        judgement = shown(batch, one[0], readable_cases(actor_of(request), one))
    names = {theme.code: said(theme.name) for theme in rules_of(batch.campaign).themes}
    chosen, others = _sources(form)
    rest = others.count()
    context = {
        "batch": batch,
        "item": item,
        "form": form,
        "shown": judgement,
        "cases": [
            {
                "case": case,
                "own_summary": not case.text.startswith(case.summary.removesuffix("…")),
                "chosen": case in chosen,
                "themes": [names.get(theme.code, theme.code) for theme in case.themes.all()],
            }
            for case in (*chosen, *others[:SHOWN])
        ],
        "total": len(chosen) + rest,
        "more": max(0, rest - SHOWN),
        "page_title": _("Edit the item") if item else _("Write an item"),
        "no_cases_title": _("No case can stand behind it now."),
    }
    return render(request, "feedback/item.html", context, status=status)


def _sources(form: ItemForm) -> tuple[list[Case], QuerySet[Case]]:
    """What is ticked, and of the others those that the words ask for: an organ can have thousands
    in a period.
    """
    cases: QuerySet[Case] = form.fields["sources"].queryset  # type: ignore[attr-defined]
    ticked = [str(pk) for pk in form["sources"].value() or ()]
    chosen = list(cases.filter(pk__in=[pk for pk in ticked if pk.isdecimal()]))
    others = cases.exclude(pk__in=[case.pk for case in chosen])
    return chosen, about_words(others, str(form["find"].value() or ""))
