"""A campaign is prepared: the first of a place, or the next year's."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.foundation.campaigns import operations
from youwei.foundation.campaigns.access import check_repeats, check_sets_up
from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.web import forms
from youwei.foundation.campaigns.web.campaign import seen_campaign
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import Refusal
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_sets_up)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def prepare(request: HttpRequest) -> HttpResponse:
    places = _places(request)
    data = request.POST if request.method == "POST" else None
    form = forms.campaign_form(data, places, _organs(places))

    def act() -> Campaign:
        return operations.open_campaign(actor=actor_of(request), **form.cleaned_data)

    return _answer(request, form, act, None)


@only(check_sets_up)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def next_year(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_campaign(request, pk)
    check_repeats(actor_of(request), found)
    form = forms.next_year_form(request.POST if request.method == "POST" else None, found)

    def act() -> Campaign:
        return operations.next_year(actor=actor_of(request), campaign=found, **form.cleaned_data)

    return _answer(request, form, act, found)


def _answer(
    request: HttpRequest, form: Form, act: Callable[[], Campaign], follows: Campaign | None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            made = act()
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("campaigns:campaign", pk=made.pk)
    context = {"form": form, "follows": follows}
    return render(request, "campaigns/prepare.html", context, status=422 if form.errors else 200)


def _places(request: HttpRequest) -> QuerySet[Jurisdiction]:
    """Those whose campaigns the person prepares."""
    mine = actor_of(request).jurisdictions_as(Role.OFFICE, Role.SYSTEM_ADMIN)
    return Jurisdiction.objects.in_force(clock.today()).filter(pk__in=mine)


def _organs(places: QuerySet[Jurisdiction]) -> QuerySet[Organ]:
    """A county's leading group may sit in an organ of the city or the province."""
    wide = set()
    for place in places.select_related("parent__parent"):
        step: Jurisdiction | None = place
        while step is not None:
            wide.add(step.pk)
            step = step.parent
    found = Organ.objects.in_force(clock.today()).filter(jurisdiction__in=wide)
    return found.select_related("jurisdiction").order_by("jurisdiction__code", "name", "id")
