"""An organ's own result, before anybody else outside reads it, and the form of an objection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.appraisal.rules.states import State as RoundState
from youwei.listening.results.access import check_sees_results
from youwei.listening.results.models import Estimate
from youwei.listening.results.operations.objecting import file_objection
from youwei.listening.results.queries.reading import place_of, sheet_of
from youwei.listening.results.queries.results import own
from youwei.listening.results.rules.states import State
from youwei.listening.results.web.forms import ObjectForm
from youwei.listening.results.words import STATE_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@only(check_sees_results)
def result(request: HttpRequest, pk: int, organ: int) -> HttpResponse:
    """Only the own line: nothing of the other organs is on this page before publication."""
    actor = actor_of(request)
    estimate = next((one for one, led in own(actor) if one.pk == pk and led == organ), None)
    if estimate is None:
        raise NotFound
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_objection(
                actor=actor,
                estimate=estimate,
                organ=Organ.objects.get(pk=organ),
                text=form.cleaned_data["text"],
            )
            return redirect("results:own", pk=pk, organ=organ)
        except Refusal as refusal:
            add_refusal(form, refusal)
    status = 422 if request.method == "POST" else 200
    context = _context(estimate, organ, form)
    return render(request, "results/desk/own.html", context, status=status)


def _context(estimate: Estimate, organ: int, form: ObjectForm) -> dict[str, object]:
    sheet = sheet_of(estimate)
    objections = list(estimate.objections.filter(organ=organ).order_by("pk"))
    running = [one for one in objections if one.state != State.WITHDRAWN]
    open_still = estimate.object_until is not None and clock.today() <= estimate.object_until
    return {
        "page_title": _("Your organ’s result"),
        "estimate": estimate,
        "organ_name": estimate.round.roster.get(organ=organ).name,
        "organ_sheet": sheet.organ(place_of(estimate, organ)),
        "sheet": sheet,
        "names": estimate.round.state == RoundState.PUBLISHED,
        "objections": [(one, STATE_WORDS[State(one.state)]) for one in objections],
        "may_object": open_still and not running,
        "open_still": open_still,
        "form": form,
    }
