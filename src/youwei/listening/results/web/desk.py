"""Results at the desk: rounds to be told, one result with what can be done, own results."""

from collections.abc import Mapping, Sequence

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.access.rounds import moves_for as round_moves
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.rules.states import State as RoundState
from youwei.listening.appraisal.words import STATES
from youwei.listening.results.access import can_oversee, check_oversees, check_sees_results
from youwei.listening.results.models import Estimate, Objection
from youwei.listening.results.operations import publishing
from youwei.listening.results.operations.estimating import estimate_round
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.queries.results import (
    beside,
    estimates_of,
    objections_to,
    one_estimate,
    own,
    rounds_to_tell,
    standing,
)
from youwei.listening.results.rules.states import State
from youwei.listening.results.web.forms import CorrectForm, StepForm
from youwei.listening.results.words import STATE_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import Step, offers

STEPS: Mapping[str, Step] = {
    "show": Step(
        gettext_lazy("Show it to the organs"),
        StepForm,
        lambda actor, one, g: publishing.show(actor=actor, estimate=one),
        first=True,
        more=gettext_lazy("Each organ reads its own result and can object."),
    ),
    "publish": Step(
        gettext_lazy("Publish"),
        StepForm,
        lambda actor, one, g: publishing.publish(actor=actor, estimate=one),
        first=True,
        more=gettext_lazy("Everybody can read it from now on, with its uncertainty."),
    ),
    "correct": Step(
        gettext_lazy("Take down and correct"),
        CorrectForm,
        lambda actor, one, g: publishing.correct(
            actor=actor, publication=one.publication, text=g["text"]
        ),
    ),
}


@only(check_sees_results)
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rounds = list(rounds_to_tell(actor)) if can_oversee(actor) else []
    context = {
        "page_title": _("Appraisal results"),
        "lead": _("Estimated from sealed ballots, shown to the organs first, then to everybody."),
        "rounds": [(one, STATES[RoundState(one.state)]) for one in rounds],
        "own": [(one, organ, _name(one, organ)) for one, organ in own(actor)],
        "oversees": can_oversee(actor),
        "nothing_title": _("No result yet."),
        "nothing_more": _("Results begin with the first round whose ballots are sealed."),
    }
    return render(request, "results/desk/overview.html", context)


@only(check_oversees)
def of_round(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _round(request, pk))


@only(check_oversees)
def another(request: HttpRequest, pk: int, made: int) -> HttpResponse:
    """A result that does not stand, with the one that does one step away."""
    round_ = _round(request, pk)
    stands = standing(round_)
    other = beside(stands, made) if stands else None
    context = {
        "page_title": _("Result no. %(number)d") % {"number": made},
        "round": round_,
        "estimate": other,
        "sheet": sheet_of(other) if other else None,
        "names": True,
        "hidden_title": _("Not shown beside the result that stands"),
        "hidden_more": _(
            "It differs from it by fewer than %(n)d ballots: both together would tell what those"
            " few said."
        )
        % {"n": round_.threshold},
    }
    return render(request, "results/desk/another.html", context)


@require_POST
@only(check_oversees)
def estimate_now(request: HttpRequest, pk: int) -> HttpResponse:
    estimate_round(actor=actor_of(request), round_=_round(request, pk))
    return redirect("results:round", pk=pk)


@require_POST
@only(check_oversees)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    estimate = one_estimate(actor_of(request), pk)
    if estimate is None or name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST, thing=estimate, prefix=name)
    if not form.is_valid():
        return _page(request, estimate.round, failed=(name, form))
    try:
        STEPS[name].run(actor_of(request), estimate, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, estimate.round, failed=(name, form))
    return redirect("results:round", pk=estimate.round_id)


def _page(
    request: HttpRequest, round_: Round, *, failed: tuple[str, Form] | None = None
) -> HttpResponse:
    actor, estimate = actor_of(request), standing(round_)
    may = round_moves(actor, round_)
    objections = objections_to(estimate) if estimate else []
    context = {
        "round": round_,
        "state_word": STATES[RoundState(round_.state)],
        "estimate": estimate,
        "pk": estimate.pk if estimate else 0,
        "move_view": "results:move",
        "estimates": estimates_of(round_),
        "sheet": sheet_of(estimate) if estimate else None,
        "names": True,
        "objections": [(one, STATE_WORDS[State(one.state)]) for one in objections],
        "may_estimate": "estimate" in may and _needs_estimate(round_, objections),
        "next_words": _next_words(round_, estimate),
        "until": estimate.object_until if estimate and round_.state == "objection" else None,
        "offers": offers(STEPS, _ready(round_, estimate, may), estimate, failed),
    }
    return render(request, "results/desk/round.html", context, status=422 if failed else 200)


def _ready(round_: Round, estimate: Estimate | None, may: frozenset[str]) -> list[str]:
    """In their order; publishing only once the time to object is over."""
    if estimate is None:
        return []
    over = estimate.object_until is not None and clock.today() > estimate.object_until
    return [name for name in STEPS if name in may and (name != "publish" or over)]


def _needs_estimate(round_: Round, objections: Sequence[Objection]) -> bool:
    """Also while organs can object, once all were heard and one was upheld."""
    if round_.state == RoundState.CLOSED:
        return True
    states = {one.state for one in objections}
    return State.UPHELD in states and State.FILED not in states


def _next_words(round_: Round, estimate: Estimate | None) -> str:
    if round_.state == RoundState.CLOSED:
        return _("The office estimates the result from the sealed ballots.")
    if round_.state == RoundState.ESTIMATED:
        return _("The office shows each organ its own result.")
    if round_.state == RoundState.OBJECTION:
        return _("Organs can object; others than those who estimated decide.")
    return _("The result is public. A mistake is corrected in the same place.")


def _round(request: HttpRequest, pk: int) -> Round:
    round_ = rounds_to_tell(actor_of(request)).filter(pk=pk).first()
    if round_ is None:
        raise NotFound
    return round_


def _name(estimate: Estimate, organ: int) -> str:
    return next(one.name for one in estimate.round.roster.all() if one.organ_id == organ)
