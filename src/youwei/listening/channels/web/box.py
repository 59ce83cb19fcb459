"""The report box: opened by two, counted, every item accounted for, confirmed by the second."""

from contextlib import suppress

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.rulebook.rules.channels import Medium
from youwei.kernel import clock
from youwei.kernel.refusal import Refusal
from youwei.listening.channels.access import (
    can_box_move,
    check_sees_boxes,
    colleagues_for_box,
    openings_for,
)
from youwei.listening.channels.models import BoxOpening
from youwei.listening.channels.operations import boxes as operations
from youwei.listening.channels.queries.boxes import items_of, openings
from youwei.listening.channels.queries.counters import Counter, counters
from youwei.listening.channels.rules.refusals import ItemAccounted, NotYourChannel
from youwei.listening.channels.rules.states import BoxState, Fate
from youwei.listening.channels.web.box_forms import CountForm, OpenForm
from youwei.listening.channels.web.register import own_organs
from youwei.listening.channels.web.register_forms import TakeDownForm
from youwei.listening.channels.words import BOX_STATES, FATES
from youwei.listening.complaints.queries.receipts import earlier, new_submission, nonce_of
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.refusals import FormUnknown
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_sees_boxes)
@require_safe
@never_cache
def boxes(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = [
        {"opening": one, "state": BOX_STATES[BoxState(one.state)]} for one in openings(actor)[:100]
    ]
    context = {"rows": rows, "may_open": bool(_counters(request))}
    return render(request, "channels/boxes.html", context)


@only(check_sees_boxes)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_(request: HttpRequest) -> HttpResponse:
    actor, counter = actor_of(request), _counter(request)
    form = OpenForm(
        request.POST or None,
        organ=counter.organ,
        colleagues=colleagues_for_box(actor, counter.organ),
    )
    if form.is_bound and form.is_valid():
        try:
            made = operations.open_box(
                actor=actor,
                campaign=for_intake(clock.today()),
                organ=counter.organ,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("channels:box", pk=made.pk)
    context = {"form": form, "organ": counter.organ}
    return render(request, "channels/open_box.html", context, status=422 if form.errors else 200)


@only(check_sees_boxes)
@require_safe
@never_cache
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _opening(request, pk))


@only(check_sees_boxes)
@require_POST
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Sealed and void items need no form; a case is taken down on it. The second press of the same
    button does nothing.
    """
    found, fate = _opening(request, pk), request.POST.get("fate", Fate.CASE)
    if fate in (Fate.SEALED, Fate.VOID):
        with suppress(ItemAccounted):
            operations.account_for(
                actor=actor_of(request),
                opening=found,
                fate=Fate(fate),
                position=_position(request),
            )
        return redirect("channels:box", pk=pk)
    form = _item_form(request, found, bound=True)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        _take_down(request, found, form)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, form)
    return redirect("channels:box", pk=pk)


@only(check_sees_boxes)
@require_POST
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _opening(request, pk), CountForm(request.POST)
    if not form.is_valid():
        return _page(request, found, count_form=form)
    count = form.cleaned_data["count"]
    try:
        operations.recount(actor=actor_of(request), opening=found, count=count)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, count_form=form)
    return redirect("channels:box", pk=pk)


@only(check_sees_boxes)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    operations.confirm(actor=actor_of(request), opening=_opening(request, pk))
    return redirect("channels:box", pk=pk)


def _take_down(request: HttpRequest, found: BoxOpening, form: TakeDownForm) -> None:
    nonce = nonce_of(form.cleaned_data["submission"])
    if nonce is None:
        raise FormUnknown
    if earlier(nonce) is not None:
        return
    operations.account_for(
        actor=actor_of(request),
        opening=found,
        fate=Fate.CASE,
        position=_position(request),
        nonce=nonce,
        intake=form.intake(),
    )


def _position(request: HttpRequest) -> int:
    """The number that the page gave to the item; 0 is none."""
    given = request.POST.get("position", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0


def _counters(request: HttpRequest) -> tuple[Counter, ...]:
    return counters(actor_of(request), for_intake(clock.today()), (Medium.BOX,))


def _counter(request: HttpRequest) -> Counter:
    found = _counters(request)
    if not found:
        raise NotYourChannel
    return found[0]


def _opening(request: HttpRequest, pk: int) -> BoxOpening:
    seen = openings_for(actor_of(request)).select_related(
        "campaign__office_organ", "campaign__leading_organ", "organ", "opened_by", "second"
    )
    return get_object_or_404(seen, pk=pk)


def _item_form(request: HttpRequest, found: BoxOpening, *, bound: bool = False) -> TakeDownForm:
    channel = next(one for one in rules_of(found.campaign).channels if one.code == found.channel)
    counter = Counter(channel, found.organ)
    if bound:
        return TakeDownForm(
            request.POST, request.FILES, campaign=found.campaign, counters=[counter]
        )
    first = {"submission": new_submission()}
    return TakeDownForm(initial=first, campaign=found.campaign, counters=[counter])


def _page(
    request: HttpRequest,
    found: BoxOpening,
    form: Form | None = None,
    count_form: Form | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    items = items_of(actor, found)
    left = found.count - len(items)
    opens = can_box_move(actor, found, "account")
    context = {
        "opening": found,
        "items": [{"item": one, "word": FATES[one.fate]} for one in items],
        "left": left,
        "next": len(items) + 1,
        "state": BOX_STATES[BoxState(found.state)],
        "draft": found.state == BoxState.DRAFT,
        "opens": opens,
        "confirms": can_box_move(actor, found, "confirm"),
        "form": (form or _item_form(request, found)) if opens and left > 0 else None,
        "count_form": count_form or CountForm(initial={"count": found.count}),
        "allegation": rules_of(found.campaign).kind(ALLEGATION),
        "conduct": CONDUCT,
        "own_organs": own_organs(actor),
        "office": found.campaign.office_organ,
        "leading": found.campaign.leading_organ,
    }
    wrong = (form is not None and form.errors) or (count_form is not None and count_form.errors)
    return render(request, "channels/box.html", context, status=422 if wrong else 200)
