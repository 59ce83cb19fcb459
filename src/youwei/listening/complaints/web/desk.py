"""The office's queue, and one case on one page."""

from datetime import date

from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.foundation.files.queries import open_stream
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.complaints.access import can_open_contact, can_triage_case, check_triages
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Place, Section, marks, sections
from youwei.listening.complaints.operations import thread
from youwei.listening.complaints.queries.cases import (
    CasePage,
    QueueFilter,
    case_file,
    case_page,
    found_case,
    found_in_queue,
    newest_rulebook,
    queue,
    queue_counts,
    with_matters,
)
from youwei.listening.complaints.queries.progress import duty_of, next_of, settled_day
from youwei.listening.complaints.queries.search import AMONG
from youwei.listening.complaints.queries.writers import Contact
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.web import desk_moves
from youwei.listening.complaints.web.desk_forms import FOR_OFFICE, QueueForm
from youwei.listening.complaints.web.desk_queue import line_of, tally
from youwei.listening.complaints.web.desk_words import facts, messages, next_words, timeline
from youwei.listening.complaints.words import STATE_WORDS
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, only, signed_in
from youwei.ui.paging import Bounded
from youwei.ui.refusals import add_refusal

PAGE = 30


@never_cache
@only(check_triages)
def triage(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rulebook = newest_rulebook()
    form = QueueForm(request.GET or {"state": FOR_OFFICE}, rulebook=rulebook)
    wanted = form.wanted()
    found = found_in_queue(actor, wanted)
    rows = with_matters(queue(actor, QueueFilter()))
    page = Bounded(found.cases, rows, PAGE).get_page(request.GET.get("page"))
    kinds = {kind.code: kind.name for kind in rulebook.kinds} if rulebook else {}
    marked = marks(list(page.object_list))
    context = {
        "form": form,
        "page": page,
        "rows": [
            line_of(case, kinds.get(case.kind), marked.get(case.pk, ()))
            for case in page.object_list
        ],
        "tally": [] if wanted.words else tally(queue_counts(actor)),
        "page_title": _("Complaints"),
        "waiting_word": _("writer waits"),
        "nothing_title": _("No case fits this filter."),
        "query": request.GET.urlencode() if request.GET else f"state={FOR_OFFICE}",
        "partly": _partly() if found.partly else "",
        "elsewhere": _everywhere(request),
    }
    return render(request, "complaints/desk/triage.html", context)


@never_cache
@signed_in
def case(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
@signed_in
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    found, actor = _found(request, number), actor_of(request)
    kind = desk_moves.kind_of(name)
    if kind is None:
        raise NotFound
    form = desk_moves.form_for(name, found, request.POST)
    if not form.is_valid():
        return _page(request, found, failed=(name, form))
    try:
        told = kind.run(actor, found, form.cleaned_data)
    except Refusal as refusal:
        shown = case_page(actor, found)
        if name not in desk_moves.names_for(actor, found, shown.statement):
            raise
        add_refusal(form, refusal)
        return _page(request, found, failed=(name, form))
    if isinstance(told, Section):
        return _page(request, _found(request, number), told=told)
    return redirect("cases:case", number=number)


@require_POST
@signed_in
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Shown in the answer to this request only; opening it is recorded."""
    found = _found(request, number)
    opened = thread.open_contact(actor=actor_of(request), case=found)
    return _page(request, found, opened=opened)


@never_cache
@signed_in
def file(request: HttpRequest, number: str, file: int) -> FileResponse:
    found = _found(request, number)
    stored = case_file(actor_of(request), found, file)
    return as_attachment(open_stream(stored), stored.name, stored.media_type)


def _found(request: HttpRequest, number: str) -> Case:
    found = found_case(actor_of(request), number)
    if found is None:
        raise NotFound
    return found


def _page(
    request: HttpRequest,
    found: Case,
    *,
    failed: tuple[str, Form] | None = None,
    opened: Contact | None = None,
    told: Section | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    shown: CasePage = case_page(actor, found)
    if failed is not None and failed[0] not in desk_moves.names_for(actor, found, shown.statement):
        raise NotAllowed
    offers = desk_moves.offers(actor, found, shown.statement, failed, request.GET)
    next_step = next_of(found, duty_of(found), settled_day(_still(found)))
    context = {
        "shown": shown,
        "case": found,
        "next": next_step,
        "next_words": next_words(next_step, found),
        "next_light": "overdue" if next_step.late else "",
        "facts": facts(shown),
        "messages_shown": messages(shown),
        "events": timeline(shown.history),
        "state_word": STATE_WORDS[State(found.state)],
        "offers": offers,
        "triages": can_triage_case(actor, found),
        "contact": opened,
        "contact_title": _("Name and contact"),
        "conduct_title": _("A complaint about the conduct of an organ"),
        "statement_word": _("the statement only"),
        "top_sections": (*([told] if told else ()), *sections(Place.DESK_TOP, actor, found)),
        "main_sections": sections(Place.DESK_MAIN, actor, found),
        "aside_sections": sections(Place.DESK_ASIDE, actor, found),
        "may_open_contact": opened is None and can_open_contact(actor, found),
    }
    return render(request, "complaints/desk/case.html", context, status=422 if failed else 200)


def _still(case: Case) -> date | None:
    """Until when the writer may say something about the answer."""
    if case.state != State.ANSWERED:
        return None
    return max((day for day in (case.rate_until, case.reopen_until) if day), default=None)


def _partly() -> str:
    return _(
        "These words are too common to look for everywhere: the first %(n)d cases of the list were"
        " searched. Add a word, or choose a state or a kind."
    ) % {"n": AMONG}


def _everywhere(request: HttpRequest) -> str:
    """The same search in all states, where a state narrows it."""
    query = request.GET.copy()
    query["state"] = ""
    query.pop("page", None)
    return f"?{query.urlencode()}" if request.GET.get("state") else ""
