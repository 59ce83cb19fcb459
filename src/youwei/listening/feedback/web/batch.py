"""One batch: its items with what still stands in the way, and what this person may do now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.words import STATE_WORDS as DUTY_WORDS
from youwei.foundation.journal.queries import history
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import visible_to as cases_visible_to
from youwei.listening.complaints.models import Case
from youwei.listening.feedback.access import check_office, moves_for, parties_of, visible_to
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.operations import releasing
from youwei.listening.feedback.queries.judging import Judged, judged
from youwei.listening.feedback.rules.release import Check, Taken
from youwei.listening.feedback.rules.states import WRITABLE, Party, State
from youwei.listening.feedback.web.forms import EmptyForm, ReasonForm, ReleaseForm
from youwei.listening.feedback.web.marking import Piece, Remark, pieces, remarks
from youwei.listening.feedback.web.overview import TONES, due_of
from youwei.listening.feedback.words import CHECK_WORDS, STATE_WORDS
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MoveKind:
    label: Promise
    form: type[forms.Form]
    run: Callable[[Actor, Batch, Given], object]
    first: bool = False


MOVES: Mapping[str, MoveKind] = {
    "submit": MoveKind(
        _("Submit for approval"),
        EmptyForm,
        lambda a, b, g: releasing.submit(actor=a, batch=b),
        first=True,
    ),
    "approve": MoveKind(
        _("Approve"), EmptyForm, lambda a, b, g: releasing.approve(actor=a, batch=b), first=True
    ),
    "release": MoveKind(
        _("Send to the organ"),
        ReleaseForm,
        lambda a, b, g: releasing.release(actor=a, batch=b, verifier=g["verifier"]),
        first=True,
    ),
    "return": MoveKind(
        _("Return for changes"),
        ReasonForm,
        lambda a, b, g: releasing.send_back(actor=a, batch=b, reason=g["reason"]),
    ),
    "drop": MoveKind(
        _("Do not send it"),
        ReasonForm,
        lambda a, b, g: releasing.drop(actor=a, batch=b, reason=g["reason"]),
    ),
}


@only(check_office)
def batch(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, found(request, number))


@require_POST
@only(check_office)
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    one, actor = found(request, number), actor_of(request)
    if name not in MOVES:
        raise NotFound
    form = _form(name, one, request.POST)
    if form.is_valid():
        try:
            MOVES[name].run(actor, one, form.cleaned_data)
        except Refusal as refusal:
            if name not in moves_for(actor, one):
                raise
            add_refusal(form, refusal)
        else:
            return redirect("feedback:batch", number=number)
    return _page(request, one, failed=(name, form))


def found(request: HttpRequest, number: str) -> Batch:
    one = (
        visible_to(actor_of(request))
        .select_related("campaign__office_organ", "campaign__leading_organ", "organ", "verifier")
        .select_related("submitted_by", "approved_by")
        .filter(number=number)
        .first()
    )
    if one is None:
        raise NotFound
    return one


@dataclass(frozen=True, slots=True)
class Tick:
    word: Promise
    passed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as the page shows it. `hidden` sources are those that this person may not read."""

    item: Item
    text: tuple[Piece, ...]
    demand: tuple[Piece, ...]
    themes: tuple[str, ...]
    cases: tuple[Case, ...]
    hidden: int
    checklist: tuple[Tick, ...]
    remarks: tuple[Remark, ...]
    taken: tuple[Taken, ...]
    rare: tuple[str, ...]
    ready: bool
    duty_word: Promise | None


def shown(batch: Batch, one: Judged, readable: set[int]) -> Shown:
    names = {theme.code: said(theme.name) for theme in rules_of(batch.campaign).themes}
    judgement, item = one.judgement, one.item
    cases = tuple(case for case in one.cases if case.pk in readable)
    mine = {case.number for case in cases}
    taken = tuple(
        Taken(t.passage, tuple(n for n in t.numbers if n in mine)) for t in judgement.taken
    )
    return Shown(
        item=item,
        text=pieces(item.text, judgement.in_text, judgement.taken),
        demand=pieces(item.demand, judgement.in_demand, judgement.taken),
        themes=tuple(names.get(code, code) for code in one.themes),
        cases=cases,
        hidden=len(one.cases) - len(cases),
        checklist=tuple(Tick(CHECK_WORDS[c], c not in judgement.failed) for c in Check),
        remarks=remarks(judgement),
        taken=taken,
        rare=tuple(names.get(code, code) for code in judgement.rare),
        ready=judgement.ready,
        duty_word=DUTY_WORDS.get(item.duty.state) if item.duty else None,  # type: ignore[call-overload]
    )


def readable_cases(actor: Actor, items: tuple[Judged, ...]) -> set[int]:
    sources = {case.pk for one in items for case in one.cases}
    return set(cases_visible_to(actor, pk__in=sources).values_list("pk", flat=True))


def _form(name: str, batch: Batch, data: Any = None) -> forms.Form:
    kind = MOVES[name]
    if kind.form is ReleaseForm:
        return ReleaseForm(data, batch=batch, prefix=name)
    return kind.form(data, prefix=name)


def _page(
    request: HttpRequest, batch: Batch, *, failed: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    actor, state = actor_of(request), State(batch.state)
    moves = moves_for(actor, batch)
    items = judged(batch)
    readable = readable_cases(actor, items)
    context = {
        "batch": batch,
        "items": [shown(batch, one, readable) for one in items],
        "state_word": STATE_WORDS[state],
        "tone": TONES.get(state, "active"),
        "due": due_of(batch),
        "writable": state in WRITABLE and Party.WRITER in parties_of(actor, batch),
        "waits_for_other": state is State.SUBMITTED and "approve" not in moves,
        "offers": [
            {
                "name": name,
                "kind": kind,
                "form": failed[1] if failed and failed[0] == name else _form(name, batch),
            }
            for name, kind in MOVES.items()
            if name in moves
        ],
        "events": [
            {"what": gettext(e.title), "at": e.at, "who": gettext(e.actor_label)}
            for e in history(batch.subject)
        ],
        "nothing_title": gettext("No item yet."),
        "nothing_more": gettext(
            "Read the cases, and write in words of your own what several of them have in common."
        )
        if state in WRITABLE
        else "",
        "reason_title": gettext("Reasons"),
        "second_title": gettext("Waits for a second person"),
    }
    return render(request, "feedback/batch.html", context, status=422 if failed else 200)
