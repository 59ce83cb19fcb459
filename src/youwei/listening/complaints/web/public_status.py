"""The status page: opened by number and code, both posted; no address ever holds the code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from youwei.kernel.actor import citizen
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import check_code_opens
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Place, WriterMove, sections
from youwei.listening.complaints.offers import writer_moves as moves_above
from youwei.listening.complaints.queries.receipts import case_by_code, fingerprint_of
from youwei.listening.complaints.queries.status import Status, status_of
from youwei.listening.complaints.web import public_ticket
from youwei.listening.complaints.web.public_moves import MOVES, FindForm, Move
from youwei.listening.complaints.web.public_words import next_words, timeline
from youwei.ui.gate import anyone
from youwei.ui.refusals import add_refusal

WRITTEN = ("text", "reason", "statement")  # what somebody may have written before the page expired


@dataclass
class Shown:
    """What one answer shows beyond the case itself."""

    notice: str = ""
    bound: Mapping[str, forms.Form] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@anyone
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _find(request, FindForm())
    form = FindForm(request.POST)
    if not form.is_valid():
        return _find(request, form, status=422)
    try:
        case = case_by_code(form.cleaned_data["number"], form.cleaned_data["code"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _find(request, form, status=refusal.status)
    return _page(request, case, Shown(written=_written(request)))


def moving(name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view behind one form of the page."""
    move = MOVES[name]
    return anyone(never_cache(lambda request: _answer(request, move)))


@anyone
@never_cache
def more(request: HttpRequest, name: str) -> HttpResponse:
    """The view behind the forms that apps above add."""
    move = moves_above().get(name)
    if move is None:
        raise NotFound
    return _answer(request, move)


def _answer(request: HttpRequest, move: Move | WriterMove) -> HttpResponse:
    if request.method != "POST":
        return redirect("complaints:status")
    ticket = public_ticket.opened(request.POST.get("ticket", ""))
    case = _case(ticket)
    if ticket is None or case is None:
        return _find(request, FindForm(), expired=True, status=403)
    return _page(request, case, _moved(request, ticket, case, move))


def _case(ticket: public_ticket.Ticket | None) -> Case | None:
    if ticket is None:
        return None
    case = Case.objects.select_related("campaign").filter(pk=ticket.case_id).first()
    if case is None or not ticket.opens(case):
        return None
    check_code_opens(case)  # it may have been sorted anew since the page was opened
    return case


def _moved(
    request: HttpRequest, ticket: public_ticket.Ticket, case: Case, move: Move | WriterMove
) -> Shown:
    form = _form(move, case, request)
    if not form.is_valid():
        return Shown(bound={move.name: form}, status=422)
    try:
        # One transaction with the mark of the page: what was not done is never called done.
        with transaction.atomic():
            if not ticket.first_use(move.name):
                return Shown(notice=str(move.done))  # the same page, sent twice
            words = move.act(citizen(case.number), case, form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return Shown(bound={move.name: form}, status=refusal.status)
    return Shown(notice=words or str(move.done))


def _form(
    move: Move | WriterMove,
    case: Case,
    request: HttpRequest | None = None,
    written: Mapping[str, str] | None = None,
) -> forms.Form:
    identity = f"{move.name}_%s"
    if request is not None:
        return move.form(request.POST, request.FILES, case=case, auto_id=identity)
    return move.form(case=case, auto_id=identity, initial=dict(written or {}))


def _page(request: HttpRequest, case: Case, shown: Shown) -> HttpResponse:
    found = status_of(case)
    written = dict(shown.written)
    if found.wish is not None:
        written.setdefault("statement", found.wish.text)
    context = {
        "status": found,
        "next_words": next_words(found),
        "late": "overdue" if found.next.late else "",
        "timeline": timeline(found),
        "ticket": public_ticket.issue(case),
        "forms": {
            move.name.replace("-", "_"): shown.bound.get(move.name)
            or _form(move, case, None, written)
            for move in MOVES.values()
            if _offered(found, move.name)
        },
        "more_forms": [
            {"move": move, "form": shown.bound.get(move.name) or _form(move, case, None, written)}
            for move in moves_above().values()
            if move.offered(case)
        ],
        "sections": sections(Place.STATUS, citizen(case.number), case),
        "fingerprint": fingerprint_of(case),
        "notice": shown.notice,
        "faulty": next(iter(shown.bound.values()), None),
    }
    return render(request, "complaints/public/status.html", context, status=shown.status)


def _offered(found: Status, name: str) -> bool:
    wish = found.wish
    return {
        "add": found.may_write,
        "rate": found.may_rate,
        "reopen": found.may_reopen,
        "withdraw": found.may_withdraw,
        "state": found.may_wish,
        "take-back": found.may_wish and wish is not None and wish.in_force,
    }[name]


def _find(
    request: HttpRequest, form: FindForm, *, expired: bool = False, status: int = 200
) -> HttpResponse:
    context = {"form": form, "expired": expired, "written": _written(request)}
    return render(request, "complaints/public/find.html", context, status=status)


def _written(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in WRITTEN if request.POST.get(name)}
