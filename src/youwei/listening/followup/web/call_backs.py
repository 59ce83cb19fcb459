"""回访 on the desk: whom to ask, one call, and what came of it."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.queries.writers import Contact
from youwei.listening.followup.access.call_backs import (
    can_call,
    check_call_backs,
    check_calls,
    has_contact,
)
from youwei.listening.followup.models import CallBack
from youwei.listening.followup.operations import call_backs
from youwei.listening.followup.queries.call_backs import one_call, to_call
from youwei.listening.followup.queries.call_totals import own_totals, results
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules.calls import State
from youwei.listening.followup.web.forms import AnswerForm, StepForm
from youwei.listening.followup.words import CALL_STATES
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import Failed, Step, offers

PAGE = 30

STEPS: Mapping[str, Step] = {
    "answer": Step(
        gettext_lazy("Note the answers"),
        AnswerForm,
        lambda actor, call, g: call_backs.answer(
            actor=actor,
            call=call,
            solved=g["solved"],
            level=g["level"],
            pressed=g["pressed"],
            words=g["words"],
        ),
        first=True,
    ),
    "try": Step(
        gettext_lazy("Nobody answered today"),
        StepForm,
        lambda actor, call, g: call_backs.note_try(actor=actor, call=call),
    ),
    "decline": Step(
        gettext_lazy("Would rather not answer"),
        StepForm,
        lambda actor, call, g: call_backs.decline(actor=actor, call=call),
    ),
    "give_up": Step(
        gettext_lazy("Not reached"),
        StepForm,
        lambda actor, call, g: call_backs.give_up(actor=actor, call=call),
        more=gettext_lazy("Who was not reached counts for nothing: never as satisfied."),
    ),
}


@never_cache
@only(check_call_backs)
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = Paginator(to_call(actor), PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    context = {
        "page_title": _("Call-backs"),
        "calls": can_call(actor),
        "page": page,
        "rows": [(call, "overdue" if call.due_on < today else "") for call in page.object_list],
        "results": results(actor) if can_call(actor) else (),
        "own": own_totals(actor),
        "nothing_title": _("Nobody waits to be called."),
        "nothing_more": _(
            "On the first working day of a month writers of the month before are drawn."
        ),
    }
    return render(request, "followup/desk/call_backs.html", context)


@never_cache
@only(check_calls)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@only(check_calls)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown in the answer to this request only; opening it is recorded."""
    call = _found(request, pk)
    opened = call_backs.open_contact(actor=actor_of(request), call=call)
    return _page(request, call, opened=opened)


@require_POST
@only(check_calls)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    call = _found(request, pk)
    if name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST, thing=call, prefix=name)
    if not form.is_valid():
        return _page(request, call, failed=(name, form))
    try:
        STEPS[name].run(actor_of(request), call, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, call, failed=(name, form))
    return redirect("followup:call_back", pk=pk)


def _found(request: HttpRequest, pk: int) -> CallBack:
    call = one_call(actor_of(request), pk)
    if call is None:
        raise NotFound
    return call


def _page(
    request: HttpRequest,
    call: CallBack,
    *,
    opened: Contact | None = None,
    failed: tuple[str, Form] | None = None,
) -> HttpResponse:
    going = call.state == State.DRAWN
    tries = list(call.attempts.all())
    needed, reachable = following(call.case.campaign).call_backs.attempts, has_contact(call)
    over = len(tries) >= needed or not reachable
    names = [name for name in STEPS if going and (name != "give_up" or over)]
    shown: Failed = failed
    context = {
        "call": call,
        "going": going,
        "tries": tries,
        "needed": needed,
        "reachable": reachable,
        "state_word": CALL_STATES[State(call.state)],
        "offers": offers(STEPS, names, call, shown),
        "move_view": "followup:call_back_move",
        "pk": call.pk,
        "contact": opened,
        "contact_title": _("Name and contact"),
        "facts": _facts(call),
    }
    return render(request, "followup/desk/call_back.html", context, status=422 if failed else 200)


def _facts(call: CallBack) -> list[tuple[object, object]]:
    return [
        (_("Matter"), call.case.summary),
        (_("Number"), call.case.number),
        (pgettext("organ", "Handled by"), call.organ.name),
        (_("Called by"), call.caller.name),
    ]
