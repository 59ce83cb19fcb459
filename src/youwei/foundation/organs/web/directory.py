from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from youwei.foundation.journal.queries import history
from youwei.foundation.organs.access import can_maintain, can_maintain_place, visible_to
from youwei.foundation.organs.models import Jurisdiction
from youwei.foundation.organs.queries import Filter, directory, organ_page
from youwei.foundation.organs.queries.groups import group_rules
from youwei.foundation.organs.web.forms import FilterForm, filter_form
from youwei.foundation.organs.web.recorded import recorded
from youwei.kernel import clock
from youwei.ui.gate import actor_of, signed_in

PER_PAGE = 100


@signed_in
@require_safe
def organ_list(request: HttpRequest) -> HttpResponse:
    actor, groups = actor_of(request), group_rules()
    form = filter_form(request.GET, Jurisdiction.objects.in_force(clock.today()), groups)
    found = directory(visible_to(actor), _wanted(form, tuple(groups)))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "groups": groups, "may_import": can_maintain(actor)}
    return render(request, "organs/directory.html", context)


def _wanted(form: FilterForm, group_order: tuple[str, ...]) -> Filter:
    form.is_valid()
    said = form.cleaned_data
    place = said.get("place")
    return Filter(
        day=clock.today(),
        words=said.get("q", ""),
        place=place.pk if place else None,
        group=said.get("group") or None,
        ended=said.get("state") == "ended",
        group_order=group_order,
    )


@signed_in
@require_safe
def organ(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    seen = visible_to(actor).select_related("jurisdiction__parent__parent", "superior")
    found = get_object_or_404(seen, pk=pk)
    groups, keeper = group_rules(), can_maintain_place(actor, found.jurisdiction)
    context = {
        "page": organ_page(found, clock.today()),
        "groups": groups,
        "today": clock.today(),
        "keeper": keeper,
        "may_change": keeper and found.valid_to is None,
        "recorded": recorded(history(found.subject), groups) if keeper else (),
    }
    return render(request, "organs/organ.html", context)
