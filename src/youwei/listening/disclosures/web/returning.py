"""The reporter returns with number and passphrase: reads answers, adds, tells of retaliation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youwei.kernel.actor import citizen
from youwei.kernel.refusal import Refusal
from youwei.listening.disclosures.operations.thread import add as add_to
from youwei.listening.disclosures.operations.thread import tell_retaliation
from youwei.listening.disclosures.queries.desk import row
from youwei.listening.disclosures.queries.receipts import Opened, fingerprint_of, opened_by
from youwei.listening.disclosures.queries.receiving import disclosing
from youwei.listening.disclosures.queries.thread import lines
from youwei.listening.disclosures.rules.clocks import Day
from youwei.listening.disclosures.rules.states import State
from youwei.listening.disclosures.web import ticket
from youwei.listening.disclosures.web.public_forms import AddForm, ReturnForm, SufferForm
from youwei.listening.disclosures.web.quiet import quiet
from youwei.listening.disclosures.words import SAID_WORDS, STATE_WORDS
from youwei.ui.refusals import add_refusal


@dataclass
class Shown:
    """What one answer shows beyond the thread itself."""

    notice: str = ""
    bound: Mapping[str, forms.Form] = field(default_factory=dict)
    status: int = 200


@quiet
def back(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _find(request, ReturnForm())
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _find(request, form, status=422)
    try:
        opened = opened_by(form.cleaned_data["number"], form.cleaned_data["phrase"])
    except Refusal as refusal:
        add_refusal(form, refusal, staff=False)
        return _find(request, form, status=refusal.status)
    return _page(request, opened, Shown())


@quiet
def add(request: HttpRequest) -> HttpResponse:
    opened = _opened(request)
    if opened is None:
        return _expired(request)
    rules = disclosing(opened.disclosure.campaign)
    form = AddForm(request.POST, request.FILES, rules=rules)
    if not form.is_valid():
        return _page(request, opened, Shown(bound={"add": form}, status=422))
    given = form.cleaned_data
    try:
        add_to(
            actor=citizen(opened.disclosure.number),
            disclosure=opened.disclosure,
            text=given["text"],
            uploads=given["files"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal, staff=False)
        return _page(request, opened, Shown(bound={"add": form}, status=refusal.status))
    return _page(request, opened, Shown(notice=_("It was added, sealed like the rest.")))


@quiet
def suffer(request: HttpRequest) -> HttpResponse:
    opened = _opened(request)
    if opened is None:
        return _expired(request)
    form = SufferForm(request.POST, rules=disclosing(opened.disclosure.campaign))
    if not form.is_valid():
        return _page(request, opened, Shown(bound={"suffer": form}, status=422))
    try:
        tell_retaliation(
            actor=citizen(opened.disclosure.number),
            disclosure=opened.disclosure,
            text=form.cleaned_data["suffered"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal, staff=False)
        return _page(request, opened, Shown(bound={"suffer": form}, status=refusal.status))
    said = _("It was told. It is taken up by the day below, outside the organ concerned.")
    return _page(request, opened, Shown(notice=said))


def _opened(request: HttpRequest) -> Opened | None:
    return ticket.opened_by(request.POST.get("ticket", "")) if request.method == "POST" else None


def _expired(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("disclose:back")
    return _find(request, ReturnForm(), expired=True, status=403)


def _page(request: HttpRequest, opened: Opened, shown: Shown) -> HttpResponse:
    disclosure = opened.disclosure
    disclosure.refresh_from_db()
    rules, found = disclosing(disclosure.campaign), row(disclosure)
    context = {
        "disclosure": disclosure,
        "body": disclosure.body.organ.name,
        "state_word": STATE_WORDS[found.state],
        "received": found.state is State.RECEIVED,
        "due": found.due,
        "light": found.light if found.light == "overdue" else "",
        "told_by": Day(disclosure.accept_due_on, disclosure.accept_due_provisional),
        "thread": [(SAID_WORDS[one.said], one) for one in lines(disclosure, opened.secret)],
        "erased": disclosure.erased_on,
        "ticket": ticket.issue(opened),
        "add_form": shown.bound.get("add") or AddForm(rules=rules),
        "suffer_form": shown.bound.get("suffer") or SufferForm(rules=rules),
        "faulty": next(iter(shown.bound.values()), None),
        "suffering": "suffer" in shown.bound,
        "notice": shown.notice,
        "fingerprint": fingerprint_of(disclosure),
    }
    return render(request, "disclosures/public/thread.html", context, status=shown.status)


def _find(
    request: HttpRequest, form: ReturnForm, *, expired: bool = False, status: int = 200
) -> HttpResponse:
    context = {"form": form, "expired": expired}
    return render(request, "disclosures/public/return.html", context, status=status)
