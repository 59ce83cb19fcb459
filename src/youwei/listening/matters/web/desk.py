"""The list of matters, and one matter."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import check_triages
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.cases import found_case
from youwei.listening.matters.models import Matter
from youwei.listening.matters.operations import grouping
from youwei.listening.matters.queries.alike import near
from youwei.listening.matters.queries.matters import (
    found_matter,
    matter_counts,
    matter_page,
    matters,
    sums_of,
)
from youwei.listening.matters.queries.store import StillReading
from youwei.listening.matters.web import moves
from youwei.listening.matters.web.forms import MatterListForm
from youwei.listening.matters.web.shown import context_of, line_of, tally
from youwei.ui.gate import actor_of, only, signed_in
from youwei.ui.refusals import add_refusal

PAGE = 30


@never_cache
@only(check_triages)
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = MatterListForm(request.GET or None)
    page = Paginator(matters(actor, form.wanted()), PAGE).get_page(request.GET.get("page"))
    sums = sums_of(actor, page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [line_of(matter, sums[matter.pk]) for matter in page.object_list],
        "tally": tally(matter_counts(actor)),
        "page_title": _("Matters"),
        "lead": _("Complaints about one thing, followed and answered together"),
        "nothing_title": _("No matter fits this filter."),
        "nothing_more": _(
            "On the page of a case look-alikes stand below its text; there two cases "
            "become one matter."
        ),
    }
    return render(request, "matters/desk/matters.html", context)


@never_cache
@signed_in
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@signed_in
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    found, actor = _found(request, pk), actor_of(request)
    if name not in moves.KINDS:
        raise NotFound
    form = moves.form_for(name, found, request.POST)
    if not form.is_valid():
        return _page(request, found, failed=(name, form))
    try:
        moves.KINDS[name].run(actor, found, form.cleaned_data)
    except Refusal as refusal:
        if name not in moves.names_for(matter_page(actor, found)):
            raise
        add_refusal(form, refusal)
        return _page(request, found, failed=(name, form))
    return redirect("matters:matter", pk=pk)


@require_POST
@signed_in
def part(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    found, case = _found(request, pk), _case(request, number)
    grouping.part(actor=actor_of(request), case=case, matter=found)
    if found_matter(actor_of(request), pk) is None:
        return redirect("matters:list")
    return redirect("matters:matter", pk=pk)


@require_POST
@signed_in
def voice(request: HttpRequest, pk: int, number: str, counted: str) -> HttpResponse:
    found, case = _found(request, pk), _case(request, number)
    actor = actor_of(request)
    grouping.count_voice(actor=actor, matter=found, case=case, counted=counted == "own")
    return redirect("matters:matter", pk=pk)


@require_POST
@signed_in
def together(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """From the page of a case: it and a look-alike are one matter."""
    case, second = _case(request, number), _case(request, other)
    made = grouping.put_together(actor=actor_of(request), case=case, other=second)
    return redirect("matters:matter", pk=made.pk)


def _found(request: HttpRequest, pk: int) -> Matter:
    found = found_matter(actor_of(request), pk)
    if found is None:
        raise NotFound
    return found


def _case(request: HttpRequest, number: str) -> Case:
    found = found_case(actor_of(request), number)
    if found is None:
        raise NotFound
    return found


def _page(
    request: HttpRequest, found: Matter, *, failed: tuple[str, Form] | None = None
) -> HttpResponse:
    shown = matter_page(actor_of(request), found)
    cases = [member.case for member in shown.members]
    more: dict[str, object] = {"offers": moves.offers(shown, failed)}
    try:
        more["near"] = near(actor_of(request), found, cases)
    except StillReading:
        more["preparing"] = True
    context = context_of(shown) | more
    return render(request, "matters/desk/matter.html", context, status=422 if failed else 200)
