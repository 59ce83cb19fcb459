"""The campaigns, and one of them: what it runs by, where it stands, what can be done now."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.campaigns.access import (
    can_repeat,
    can_set_up,
    check_decides,
    party_in,
    visible_to,
)
from youwei.foundation.campaigns.models import STATE_WORDS, Campaign
from youwei.foundation.campaigns.operations import close_campaign, start_campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.campaigns.rules.states import CAMPAIGN, State
from youwei.foundation.campaigns.web.words import MEANING, TONES, stages
from youwei.foundation.journal.queries import history
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotAllowed, Refusal
from youwei.ui.gate import actor_of, only, signed_in

PER_PAGE = 50
SHOWN = 50  # events of the journal


@signed_in
@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = visible_to(actor).select_related("jurisdiction", "rulebook_version")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, STATE_WORDS[State(each.state)], TONES[State(each.state)]) for each in page]
    context = {"page": page, "rows": rows, "may_prepare": can_set_up(actor)}
    return render(request, "campaigns/list.html", context)


@signed_in
@require_safe
@never_cache
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, seen_campaign(request, pk))


@only(check_decides)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, start_campaign)


@only(check_decides)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, close_campaign)


def seen_campaign(request: HttpRequest, pk: int) -> Campaign:
    seen = visible_to(actor_of(request)).select_related(
        "jurisdiction", "rulebook_version", "office_organ", "leading_organ"
    )
    return get_object_or_404(seen, pk=pk)


def _move(request: HttpRequest, pk: int, operation: Callable[..., Campaign]) -> HttpResponse:
    found = seen_campaign(request, pk)
    try:
        operation(actor=actor_of(request), campaign=found)
    except Refusal as refusal:
        return _page(request, found, refusal)
    return redirect("campaigns:campaign", pk=pk)


def _page(request: HttpRequest, found: Campaign, refusal: Refusal | None = None) -> HttpResponse:
    actor, state = actor_of(request), State(found.state)
    context = {
        "campaign": found,
        "state_word": STATE_WORDS[state],
        "tone": TONES[state],
        "meaning": MEANING[state],
        "moves": moves_now(actor, found),
        "may_prepare": can_repeat(actor, found),
        "book": rules_of(found) if found.rulebook_version_id else None,
        "stages": stages(),
        "history": _timeline(found),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "campaigns/campaign.html", context, status=status)


def moves_now(actor: Actor, found: Campaign) -> frozenset[str]:
    """What this person can do with the campaign in its present state."""
    try:
        party = party_in(actor, found)
    except NotAllowed:
        return frozenset()
    return frozenset(move.name for move in CAMPAIGN.moves_for(State(found.state), party))


def _timeline(found: Campaign) -> list[dict[str, object]]:
    """The last events, newest first, as the timeline component shows them."""
    return [
        {
            "what": gettext(entry.title),
            "at": entry.at,
            "who": gettext("set-up") if entry.actor_kind == "system" else entry.actor_label,
            "more": " · ".join(_details(entry.data)),
        }
        for entry in reversed(history(found.subject)[-SHOWN:])
    ]


def _details(data: Mapping[str, object]) -> Iterator[str]:
    if "rulebook" in data:
        yield f"{data['rulebook']} {data['version']}"
        yield str(data["digest"])[:16]
    if "starts" in data:
        days = (date.fromisoformat(str(data[key])) for key in ("starts", "ends"))
        yield "–".join(map(date_format, days))
