"""Rounds on the desk: the list, one round, and its steps."""

from collections.abc import Callable, Mapping

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from youwei.foundation.organs.queries.groups import group_rules
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.access.rounds import can_prepare, check_sees_rounds, moves_for
from youwei.listening.appraisal.models import RosterEntry, Round
from youwei.listening.appraisal.operations import rounds, sealing
from youwei.listening.appraisal.queries.ballots import preview
from youwei.listening.appraisal.queries.readiness import missing
from youwei.listening.appraisal.queries.rounds import (
    campaigns_of,
    instruments_for,
    panel_rows,
    rounds_for,
)
from youwei.listening.appraisal.queries.rulebook import balloting_of, can_hold
from youwei.listening.appraisal.rules.quality import Sign
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.web.ballot_form import BallotForm
from youwei.listening.appraisal.web.forms import LeaveOutForm, ReasonForm, RoundForm
from youwei.listening.appraisal.words import METHODS, MISSING, NEXT, SEALED, SIGNS, STATES
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

PAGE = 30
PREVIEWED = 2  # organs


@only(check_sees_rounds)
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = Paginator(rounds_for(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, STATES[State(one.state)]) for one in page.object_list],
        "instruments": list(instruments_for(actor)),
        "campaigns": [one for one in campaigns_of(actor) if can_hold(one)],
    }
    return render(request, "appraisal/desk/overview.html", context)


@only(check_sees_rounds)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is the campaign's."""
    campaign = get_object_or_404(campaigns_of(actor_of(request)), pk=pk)
    form = RoundForm(request.POST or None, campaign=campaign)
    if form.is_bound and form.is_valid():
        try:
            made = rounds.prepare(actor=actor_of(request), campaign=campaign, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("appraisal:round", pk=made.pk)
    context = {"form": form, "campaign": campaign}
    return render(
        request, "appraisal/desk/prepare.html", context, status=422 if form.errors else 200
    )


@only(check_sees_rounds)
@require_safe
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found(request, pk))


Move = Callable[[Actor, Round, str], object]
_MOVES: Mapping[str, Move] = {
    "propose": lambda actor, one, text: rounds.propose(actor=actor, round_=one),
    "return": lambda actor, one, text: rounds.send_back(actor=actor, round_=one, text=text),
    "freeze": lambda actor, one, text: rounds.freeze(actor=actor, round_=one),
    "open": lambda actor, one, text: rounds.open_round(actor=actor, round_=one),
    "close": lambda actor, one, text: rounds.close(actor=actor, round_=one),
}


@only(check_sees_rounds)
@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    round_ = found(request, pk)
    if name not in _MOVES:
        raise NotFound
    form = ReasonForm(request.POST) if name == "return" else Form(request.POST)
    if not form.is_valid():
        return _page(request, round_, failed=form)
    try:
        _MOVES[name](actor_of(request), round_, form.cleaned_data.get("text", ""))
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, round_, failed=form)
    return redirect("appraisal:round", pk=pk)


@only(check_sees_rounds)
@require_POST
def exclude(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = found(request, pk)
    form = ReasonForm(request.POST)
    panel, _sep, sign = request.POST.get("what", "").partition(":")
    if sign not in set(Sign):
        raise NotFound
    if not form.is_valid():
        return _page(request, round_, failed=form)
    try:
        sealing.decide_exclusion(
            actor=actor_of(request),
            round_=round_,
            panel=panel,
            sign=Sign(sign),
            text=form.cleaned_data["text"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, round_, failed=form)
    return redirect("appraisal:round", pk=pk)


@only(check_sees_rounds)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def roster(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    round_ = found(request, pk)
    row = get_object_or_404(RosterEntry.objects.filter(round=round_), pk=entry)
    form = LeaveOutForm(request.POST or None, initial={"reason": row.left_out})
    if request.method == "POST" and form.is_valid():
        try:
            rounds.leave_out(actor=actor_of(request), entry=row, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("appraisal:round", pk=pk)
    context = {"form": form, "row": row, "round": round_}
    return render(
        request, "appraisal/desk/roster.html", context, status=422 if form.errors else 200
    )


@only(check_sees_rounds)
@require_safe
@never_cache
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot as it will stand on a telephone; it cannot be sent."""
    round_ = found(request, pk)
    organs = list(round_.roster.filter(left_out="").values_list("organ_id", flat=True))
    paper = preview(round_, organs[:PREVIEWED])
    context = {"paper": paper, "sections": list(BallotForm(paper=paper).sections())}
    return render(request, "appraisal/desk/preview.html", context)


def found(request: HttpRequest, pk: int) -> Round:
    return get_object_or_404(rounds_for(actor_of(request)), pk=pk)


def _page(request: HttpRequest, round_: Round, failed: Form | None = None) -> HttpResponse:
    actor = actor_of(request)
    moves = moves_for(actor, round_)
    state = State(round_.state)
    draft = state is State.DRAFT
    rules = balloting_of(round_)
    names = {one.code: said(one.name) for one in rules.appraisal.panels}
    groups = {code: said(group.name) for code, group in group_rules().items()}
    signs = _findings(round_, names)
    sealed = state is State.CLOSED and round_.sealed_on is not None
    context = {
        "round": round_,
        "state_word": STATES[state],
        "next_words": SEALED if sealed else NEXT[state],
        "moves": moves,
        "missing": [MISSING[one.what] % one.params for one in missing(round_)] if draft else [],
        "prepares": draft and can_prepare(actor, round_.campaign.office_organ_id),
        "panels": panel_rows(round_),
        "roster": [(row, groups.get(row.group, row.group)) for row in round_.roster.all()],
        "findings": [one for one in signs if not one["none"]],
        "quiet": [one for one in signs if one["none"]],
        "facts": _facts(round_),
        "failed": failed,
        "reason_form": failed if isinstance(failed, ReasonForm) else ReasonForm(),
    }
    return render(request, "appraisal/desk/round.html", context, status=422 if failed else 200)


def _facts(round_: Round) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Days"), f"{round_.opens_on:%Y-%m-%d} – {round_.closes_on:%Y-%m-%d}"),
        (_("Questions"), str(round_.instrument)),
    ]
    if round_.frozen_on:
        facts += [
            (_("Rulebook"), round_.rulebook),
            (_("Proposed by"), round_.proposed_by),
            (_("Frozen by"), round_.frozen_by),
        ]
    if round_.closed_on:
        facts.append((_("Seed of the draw"), round_.seed))
    if round_.sealed_on:
        facts += [
            (_("Ballots sealed"), round_.sealed_ballots),
            (_("Kept out of the file: fewer than the threshold"), round_.kept_out),
            (_("SHA-256 of the sealed file"), round_.sealed_sha256),
        ]
    return facts


def _findings(round_: Round, names: Mapping[str, str]) -> list[dict[str, object]]:
    decided = {(one.panel, one.sign): one for one in round_.exclusions.select_related("decided_by")}
    rules = balloting_of(round_).quality.model_dump()
    return [
        {
            "what": f"{one.panel}:{one.sign}",
            "panel": names.get(one.panel, one.panel),
            "sign": SIGNS[Sign(one.sign)],
            "method": METHODS[Sign(one.sign)] % rules,
            "ballots": one.ballots if one.ballots >= round_.threshold else None,
            "none": one.ballots == 0,
            "of": one.of,
            "all": one.mean_all,
            "without": one.mean_without if one.ballots >= round_.threshold else None,
            "decided": decided.get((one.panel, one.sign)),
        }
        for one in round_.findings.all()
    ]
