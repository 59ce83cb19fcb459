"""The security administrator's pages: accounts, and what they are granted."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from youwei.foundation.organs.models import Organ
from youwei.foundation.people import queries
from youwei.foundation.people.access import check_governs, visible_to
from youwei.foundation.people.operations import add_account
from youwei.foundation.people.web import forms
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import Refusal
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

PER_PAGE = 50


@only(check_governs)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    seen, today = visible_to(actor_of(request)), clock.today()
    form = forms.filter_form(request.GET, queries.places_of(seen))
    wanted = _wanted(form) if form.is_valid() else queries.Filter()
    found = queries.account_list(seen, wanted, today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in request.GET.items() if name != "page" and value}
    return render(
        request,
        "people/accounts.html",
        {"form": form, "page": page, "wanted": wanted, "query": urlencode(kept)},
    )


def _wanted(form: forms.FilterForm) -> queries.Filter:
    said = form.cleaned_data
    return queries.Filter(
        words=said["q"],
        role=said["role"],
        place_id=said["place"].pk if said["place"] else None,
        left=said["state"] == "left",
    )


@only(check_governs)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    form = forms.account_form(request.POST or None, _organs(request))
    if request.method == "POST" and form.is_valid():
        try:
            account = add_account(actor=actor_of(request), **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("people:account", pk=account.pk)
    status = 422 if form.is_bound else 200
    return render(request, "people/add.html", {"form": form}, status=status)


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    """Those of the places for which the person grants roles."""
    places = actor_of(request).jurisdictions_as(Role.SECURITY_ADMIN)
    return queries.organs_of(places, clock.today())
