"""The urgent queue, and one report. What was said is shown only after it was opened, on record."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.followup.access.retaliation import check_protects, moves_for
from youwei.listening.followup.models import Report
from youwei.listening.followup.operations import retaliation
from youwei.listening.followup.queries.retaliation import Opened, last_word, one_report
from youwei.listening.followup.queries.retaliation import queue as queue_of
from youwei.listening.followup.rules.protection import Source, State, Word
from youwei.listening.followup.web.forms import CloseForm, MeasureForm, PassOnForm, StepForm
from youwei.listening.followup.words import PROTECTION_MOVES, PROTECTION_STATES
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal
from youwei.ui.steps import Step, offers

PAGE = 30
STEPS: Mapping[str, Step] = {
    "take_up": Step(
        gettext_lazy("Take it up"),
        StepForm,
        lambda actor, report, g: retaliation.take_up(actor=actor, report=report),
        first=True,
    ),
    "measure": Step(
        gettext_lazy("Record a measure"),
        MeasureForm,
        lambda actor, report, g: retaliation.record_measure(
            actor=actor, report=report, text=g["text"], told=g["told"]
        ),
        first=True,
    ),
    "pass_on": Step(
        gettext_lazy("Pass on to the discipline body"),
        PassOnForm,
        lambda actor, report, g: retaliation.pass_on(actor=actor, report=report, text=g["text"]),
    ),
    "close": Step(
        gettext_lazy("Close, with reasons"),
        CloseForm,
        lambda actor, report, g: retaliation.close(actor=actor, report=report, reasons=g["text"]),
    ),
}


@never_cache
@only(check_protects)
def queue(request: HttpRequest) -> HttpResponse:
    page = Paginator(queue_of(actor_of(request)), PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [
        (
            report,
            PROTECTION_STATES[State(report.state)],
            "overdue" if report.state == State.REPORTED and report.due_on < today else "",
        )
        for report in page.object_list
    ]
    context = {
        "page_title": _("Retaliation against writers"),
        "lead": _(
            "Read outside the organs concerned only. They do not learn that a report exists."
        ),
        "page": page,
        "rows": rows,
        "nothing_title": _("No writer has reported retaliation."),
        "nothing_more": "",
    }
    return render(request, "followup/desk/retaliation.html", context)


@never_cache
@only(check_protects)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
@only(check_protects)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown in the answer to this request only; opening it is recorded."""
    report = _found(request, pk)
    found = retaliation.open_report(actor=actor_of(request), report=report)
    return _page(request, report, found=found)


@require_POST
@only(check_protects)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    report = _found(request, pk)
    if name not in STEPS:
        raise NotFound
    form = STEPS[name].form(request.POST, thing=report, prefix=name)
    if not form.is_valid():
        return _page(request, report, failed=(name, form))
    try:
        STEPS[name].run(actor_of(request), report, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, report, failed=(name, form))
    return redirect("followup:report", pk=pk)


def _found(request: HttpRequest, pk: int) -> Report:
    report = one_report(actor_of(request), pk)
    if report is None:
        raise NotFound
    return report


def _page(
    request: HttpRequest,
    report: Report,
    *,
    found: Opened | None = None,
    failed: tuple[str, Form] | None = None,
) -> HttpResponse:
    state, word = State(report.state), last_word(report)
    late = state is State.REPORTED and report.due_on < clock.today()
    context = {
        "report": report,
        "pk": report.pk,
        "move_view": "followup:report_move",
        "state_word": PROTECTION_STATES[state],
        "waits": report.due if state is State.REPORTED else None,
        "light": "overdue" if late else "",
        "next_words": _("Take it up, and see that the writer is safe.")
        if state is State.REPORTED
        else PROTECTION_STATES[state],
        "from_call": report.source == Source.CALL_BACK,
        "offers": offers(STEPS, moves_for(actor_of(request), report), report, failed),
        "opened": found,
        "entries": [(one, PROTECTION_MOVES.get(one.move, one.move)) for one in found.entries]
        if found
        else (),
        "check_backs": list(report.check_backs.all()),
        "goes_on": Word.GOES_ON.value,
        "last_word": word,
    }
    return render(request, "followup/desk/report.html", context, status=422 if failed else 200)
