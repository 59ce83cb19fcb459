"""What every page that changes the directory shares: who may, the form, and its answer."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from youwei.foundation.organs.access import check_maintains_place, visible_to
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.rules.refusals import NotInForce
from youwei.kernel.refusal import Refusal
from youwei.ui.gate import actor_of
from youwei.ui.refusals import add_refusal


@dataclass(frozen=True, slots=True)
class Change:
    """The words of a page that asks for one change; `final`: it cannot be taken back."""

    heading: Promise
    lead: Promise
    button: Promise
    final: bool = False


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def kept_organ(request: HttpRequest, pk: int) -> Organ:
    """The organ, if the person looks after it and it still exists."""
    actor = actor_of(request)
    seen = visible_to(actor).select_related("jurisdiction__parent__parent", "superior")
    organ = get_object_or_404(seen, pk=pk)
    check_maintains_place(actor, organ.jurisdiction)
    if organ.valid_to is not None:
        raise NotInForce(name=organ.name)
    return organ


def answer(
    request: HttpRequest,
    change: Change,
    form: forms.Form,
    act: Callable[[], Organ],
    *,
    organ: Organ | None = None,
    subject: str = "",
) -> HttpResponse:
    """To the organ's page when it was done; the form with the reason when it was refused.

    `subject` is what the page is about where that is not the organ itself.
    """
    if form.is_bound and form.is_valid():
        try:
            done = act()
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("organs:organ", pk=done.pk)
    over = subject or (organ.name if organ else "")
    context = {"change": change, "form": form, "organ": organ, "over": over}
    return render(request, "organs/change.html", context, status=422 if form.errors else 200)
