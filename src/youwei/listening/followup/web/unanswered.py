"""Organs that do not answer, on the desk: for those who oversee, and for the leads of the organ."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.followup.access.listings import check_sees_listings, moves_for
from youwei.listening.followup.models import Listing
from youwei.listening.followup.operations import listings
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.queries.silence import listings as listings_of
from youwei.listening.followup.queries.silence import one_listing
from youwei.listening.followup.rules.listing import State
from youwei.listening.followup.web.forms import (
    CorrectionForm,
    ObjectionForm,
    ReasonForm,
    StepForm,
)
from youwei.listening.followup.words import LISTING_STATES, SETTLED
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import Step, offers

PAGE = 30
STEPS: Mapping[str, Step] = {
    "object": Step(
        gettext_lazy("Object"),
        ObjectionForm,
        lambda actor, one, g: listings.object_to(actor=actor, listing=one, text=g["text"]),
        first=True,
    ),
    "propose": Step(
        gettext_lazy("Propose to publish"),
        StepForm,
        lambda actor, one, g: listings.propose(actor=actor, listing=one),
        more=gettext_lazy("Another person of the office or of the leading group decides."),
    ),
    "approve": Step(
        gettext_lazy("Approve and publish"),
        StepForm,
        lambda actor, one, g: listings.approve(actor=actor, listing=one),
        more=gettext_lazy("Everybody can read it from now on."),
    ),
    "return": Step(
        gettext_lazy("Return the proposal"),
        ReasonForm,
        lambda actor, one, g: listings.return_proposal(actor=actor, listing=one, text=g["text"]),
    ),
    "uphold": Step(
        gettext_lazy("Reject the objection"),
        ReasonForm,
        lambda actor, one, g: listings.uphold(actor=actor, listing=one, text=g["text"]),
    ),
    "drop": Step(
        gettext_lazy("Do not publish"),
        ReasonForm,
        lambda actor, one, g: listings.drop(actor=actor, listing=one, text=g["text"]),
    ),
    "correct": Step(
        gettext_lazy("Take down and correct"),
        CorrectionForm,
        lambda actor, one, g: listings.correct(actor=actor, listing=one, text=g["text"]),
    ),
}
_NEXT: Mapping[State, Promise] = {
    State.WARNED: gettext_lazy("The organ answers what is late, or objects."),
    State.OBJECTED: gettext_lazy("The office decides on the objection."),
    State.PROPOSED: gettext_lazy("Another person than the one who proposed it decides."),
    State.LISTED: gettext_lazy("It is public, and disappears as soon as the matters are answered."),
    State.ENDED: gettext_lazy("It is no longer public. What was published stays in the journal."),
    State.DROPPED: gettext_lazy("It was not published."),
    State.CORRECTED: gettext_lazy("The listing was wrong. The correction stands in its place."),
}


_OVER = gettext_lazy(
    "The organ’s days to answer or to object are over: the office proposes to publish, or drops it."
)
_NEVER = gettext_lazy("The organ answered in time: nothing was published.")


@never_cache
@only(check_sees_listings)
def overview(request: HttpRequest) -> HttpResponse:
    page = Paginator(listings_of(actor_of(request)), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Organs that do not answer"),
        "lead": _("Warned first, then published with numbers, taken down as soon as they answer."),
        "page": page,
        "rows": [(one, _word(one)) for one in page.object_list],
        "nothing_title": _("No organ is warned or published."),
        "nothing_more": _("What is late beyond the rulebook’s days is counted every morning."),
    }
    return render(request, "followup/desk/unanswered.html", context)


@never_cache
@only(check_sees_listings)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@only(check_sees_listings)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    listing = _found(request, pk)
    if name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST, thing=listing, prefix=name)
    if not form.is_valid():
        return _page(request, listing, failed=(name, form))
    try:
        STEPS[name].run(actor_of(request), listing, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, listing, failed=(name, form))
    return redirect("followup:listing", pk=pk)


def _found(request: HttpRequest, pk: int) -> Listing:
    listing = one_listing(actor_of(request), pk)
    if listing is None:
        raise NotFound
    return listing


def _page(
    request: HttpRequest, listing: Listing, *, failed: tuple[str, Form] | None = None
) -> HttpResponse:
    state = State(listing.state)
    names = [name for name in moves_for(actor_of(request), listing) if _in_time(listing, name)]
    context = {
        "listing": listing,
        "pk": listing.pk,
        "move_view": "followup:listing_move",
        "state_word": _word(listing),
        "next_words": _next(listing),
        "until": listing.objection_due if state is State.WARNED and not _is_over(listing) else None,
        "overdue_by": following(listing.campaign).unanswered.overdue_by,
        "offers": offers(STEPS, names, listing, failed),
    }
    return render(request, "followup/desk/listing.html", context, status=422 if failed else 200)


def _word(listing: Listing) -> Promise:
    if listing.state == State.ENDED and listing.listed_at is None:
        return SETTLED
    return LISTING_STATES[State(listing.state)]


def _next(listing: Listing) -> Promise:
    if _word(listing) is SETTLED:
        return _NEVER
    if listing.state == State.WARNED and _is_over(listing):
        return _OVER
    return _NEXT[State(listing.state)]


def _is_over(listing: Listing) -> bool:
    """The organ's days to answer or to object."""
    return clock.today() > listing.object_until


def _in_time(listing: Listing, name: str) -> bool:
    return {"propose": _is_over(listing), "object": not _is_over(listing)}.get(name, True)
