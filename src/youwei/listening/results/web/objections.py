"""One objection: what the organ says, and what the leading group decides."""

from collections.abc import Mapping

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.access.rounds import visible_to as rounds_visible_to
from youwei.listening.results.access import can_oversee, check_sees_results, moves_for
from youwei.listening.results.models import Objection
from youwei.listening.results.operations import objecting
from youwei.listening.results.queries.results import one_objection
from youwei.listening.results.rules.states import State
from youwei.listening.results.web.forms import ReasonForm, StepForm, UpholdForm
from youwei.listening.results.words import REMEDY_WORDS, STATE_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import Step, offers

STEPS: Mapping[str, Step] = {
    "reject": Step(
        _("Do not uphold it"),
        ReasonForm,
        lambda actor, one, g: objecting.reject(actor=actor, objection=one, text=g["text"]),
    ),
    "uphold": Step(
        _("Uphold it"),
        UpholdForm,
        lambda actor, one, g: objecting.uphold(
            actor=actor, objection=one, text=g["text"], remedy=g["remedy"]
        ),
        more=_("The result is then made anew, and all organs can object again."),
    ),
    "withdraw": Step(
        _("Withdraw the objection"),
        StepForm,
        lambda actor, one, g: objecting.withdraw(actor=actor, objection=one),
    ),
}


@only(check_sees_results)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@only(check_sees_results)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    objection = _found(request, pk)
    if name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST, thing=objection, prefix=name)
    if not form.is_valid():
        return _page(request, objection, failed=(name, form))
    try:
        STEPS[name].run(actor_of(request), objection, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, objection, failed=(name, form))
    return redirect("results:objection", pk=pk)


def _found(request: HttpRequest, pk: int) -> Objection:
    objection = one_objection(actor_of(request), pk)
    if objection is None:
        raise NotFound
    return objection


def _result(actor: Actor, objection: Objection) -> str:
    """The round for whoever oversees it, else the organ's own page."""
    round_ = objection.estimate.round_id
    if can_oversee(actor) and rounds_visible_to(actor).filter(pk=round_).exists():
        return reverse("results:round", args=[round_])
    return reverse("results:own", args=[objection.estimate_id, objection.organ_id])


def _page(
    request: HttpRequest, objection: Objection, *, failed: tuple[str, Form] | None = None
) -> HttpResponse:
    names = moves_for(actor_of(request), objection)
    context = {
        "objection": objection,
        "pk": objection.pk,
        "move_view": "results:objection_move",
        "state_word": STATE_WORDS[State(objection.state)],
        "remedy_word": REMEDY_WORDS.get(objection.remedy),  # type: ignore[call-overload]
        "back": _result(actor_of(request), objection),
        "offers": offers(STEPS, names, objection, failed),
    }
    return render(request, "results/desk/objection.html", context, status=422 if failed else 200)
