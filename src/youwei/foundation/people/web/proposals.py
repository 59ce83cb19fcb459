"""What waits for a second person, and what became of it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.people import operations
from youwei.foundation.people.access import check_governs, moves_for, proposals_for
from youwei.foundation.people.models import Proposal
from youwei.foundation.people.rules.proposals import (
    ACTION_WORDS,
    STATE_WORDS,
    Action,
    ProposalState,
)
from youwei.foundation.people.rules.roles import ROLE_LABELS
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotFound
from youwei.ui.gate import actor_of, only

PER_PAGE = 30
MOVES = {
    "confirm": operations.confirm_proposal,
    "reject": operations.reject_proposal,
    "withdraw": operations.withdraw_proposal,
}


@dataclass(frozen=True, slots=True)
class Row:
    """`moves` are those that the reader may make now."""

    proposal: Proposal
    what: str
    state: str
    moves: frozenset[str]


def rows(actor: Actor, proposals: list[Proposal]) -> list[Row]:
    return [
        Row(
            proposal=one,
            what=_what(one),
            state=gettext(STATE_WORDS[ProposalState(one.state)]),
            moves=moves_for(actor, one),
        )
        for one in proposals
    ]


def _what(proposal: Proposal) -> str:
    words = [gettext(ACTION_WORDS[Action(proposal.action)])]
    if proposal.role:
        words.append(gettext(ROLE_LABELS[Role(proposal.role)]))
    if proposal.organ is not None:
        words.append(proposal.organ.name)
    if proposal.name:
        words.append(proposal.name)
    return " · ".join(words)


@only(check_governs)
@require_safe
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = proposals_for(actor).select_related(
        "account__organ__jurisdiction__parent__parent",
        "organ__jurisdiction__parent__parent",
        "proposed_by",
        "decided_by",
    )
    waits = Proposal.objects.waiting().order_by().values("pk")
    waiting = list(found.filter(pk__in=waits))
    page = Paginator(found.exclude(pk__in=waits), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": rows(actor, waiting),
        "page": page,
        "rows": rows(actor, list(page.object_list)),
    }
    return render(request, "people/proposals.html", context)


@only(check_governs)
@require_POST
def decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    if move not in MOVES:
        raise NotFound
    proposal = get_object_or_404(proposals_for(actor_of(request)), pk=pk)
    MOVES[move](actor=actor_of(request), proposal=proposal)
    return redirect("people:proposals")
