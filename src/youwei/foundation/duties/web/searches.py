"""Saved searches of the person who is signed in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.duties.models import SavedSearch
from youwei.foundation.duties.offers import place_of, searches_of
from youwei.foundation.duties.operations.searches import drop_search, save_search
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal
from youwei.ui.gate import actor_of, signed_in
from youwei.ui.refusals import in_words


@dataclass(frozen=True, slots=True)
class Line:
    search: SavedSearch
    place: Promise
    url: str


@signed_in
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@signed_in
def save(request: HttpRequest) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("place", "name", "query")}
    try:
        save_search(actor=actor_of(request), **given)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return _page(request, refused=refusal, given=given)
    return redirect("duties:searches")


@require_POST
@signed_in
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    search = get_object_or_404(SavedSearch, pk=pk, account=actor.account_id)
    drop_search(actor=actor, search=search)
    return redirect("duties:searches")


def _page(
    request: HttpRequest, refused: Refusal | None = None, given: dict[str, str] | None = None
) -> HttpResponse:
    context = {
        "lines": _lines(actor_of(request)),
        "refused": in_words(refused) if refused else "",
        "refused_title": _("The search was not saved"),
        "given": given,
        "page_title": _("Saved searches"),
        "page_lead": _("Each morning “My duties” shows what came in and fits one of them."),
        "nothing_title": _("You keep no search yet."),
        "nothing_more": _("Set a filter in a list, then keep it under a name."),
    }
    status = refused.status if refused else 200
    return render(request, "duties/searches.html", context, status=status)


def _lines(actor: Actor) -> list[Line]:
    return [
        Line(one, place.label, f"{reverse(place.view)}?{one.query}")
        for one in searches_of(actor)
        if (place := place_of(one.place))
    ]
