"""One duty on one page: words, history, and what this actor may do now."""

from django import forms as django_forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.access import can_decide_extension, parties_of, visible_to
from youwei.foundation.duties.listeners import source_of
from youwei.foundation.duties.models import Duty, Extension, Recheck
from youwei.foundation.duties.operations.checking import record_recheck
from youwei.foundation.duties.operations.extending import decide_extension
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules.states import OPEN, Party, State
from youwei.foundation.duties.web.forms import MoveForm
from youwei.foundation.duties.web.moves import KINDS, names_for, offers
from youwei.foundation.duties.web.next_step import next_step
from youwei.foundation.duties.words import MOVE_WORDS, STATE_WORDS
from youwei.foundation.duties.writing import TEXT_LIMIT
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.files.queries import one, open_stream
from youwei.foundation.journal.queries import history
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.ui.bilingual import said
from youwei.ui.download import as_attachment
from youwei.ui.gate import actor_of, signed_in
from youwei.ui.refusals import add_refusal
from youwei.ui.templatetags.ui import due_date


class DecisionForm(django_forms.Form):
    """Yes or no, with the reason that the other side reads."""

    text = django_forms.CharField(
        label=_("Reasons"), max_length=TEXT_LIMIT, widget=django_forms.Textarea(attrs={"rows": 3})
    )


@never_cache
@signed_in
def duty(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
@signed_in
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    found, actor = _found(request, number), actor_of(request)
    if name not in KINDS:
        raise NotFound
    form = KINDS[name].form(request.POST, request.FILES, duty=found, prefix=name)
    if form.is_valid():
        try:
            KINDS[name].run(actor, found, form.cleaned_data)
        except Refusal as refusal:
            if name not in names_for(actor, found):
                raise
            add_refusal(form, refusal)
        else:
            return redirect("duties:duty", number=number)
    return _page(request, found, failed=(name, form), status=422)


@require_POST
@signed_in
def decide(request: HttpRequest, number: str, extension: int, answer: str) -> HttpResponse:
    found = _found(request, number)
    asked = Extension.objects.filter(pk=extension, duty=found).first()
    form = DecisionForm(request.POST)
    if asked is None or answer not in {"grant", "decline"}:
        raise NotFound
    if not form.is_valid():
        return _page(request, found, decision=form, status=422)
    decide_extension(
        actor=actor_of(request),
        extension=asked,
        granted=answer == "grant",
        decision=form.cleaned_data["text"],
    )
    return redirect("duties:duty", number=number)


@require_POST
@signed_in
def recheck(request: HttpRequest, number: str, recheck: int, answer: str) -> HttpResponse:
    found = _found(request, number)
    planned = Recheck.objects.filter(pk=recheck, duty=found).first()
    form = DecisionForm(request.POST)
    if planned is None or answer not in {"holds", "fails"}:
        raise NotFound
    if not form.is_valid():
        return _page(request, found, decision=form, status=422)
    record_recheck(
        actor=actor_of(request),
        recheck=planned,
        holds=answer == "holds",
        finding=form.cleaned_data["text"],
    )
    return redirect("duties:duty", number=number)


@never_cache
@signed_in
def file(request: HttpRequest, number: str, file: int) -> FileResponse:
    """Evidence: for everybody who sees the duty."""
    stored = one(_found(request, number).subject, file)
    return as_attachment(open_stream(stored), stored.name, stored.media_type)


def _found(request: HttpRequest, number: str) -> Duty:
    duty = (
        visible_to(actor_of(request))
        .select_related(
            "campaign", "owner", "verifier", "offered_to", "assignee", "parent", "shielded_from"
        )
        .filter(number=number)
        .first()
    )
    if duty is None:
        raise NotFound
    return duty


def _page(
    request: HttpRequest,
    duty: Duty,
    *,
    failed: tuple[str, MoveForm] | None = None,
    decision: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    parties = parties_of(actor, duty)
    if failed is not None and failed[0] not in names_for(actor, duty):
        raise NotAllowed
    context = {
        "duty": duty,
        "next": next_step(duty),
        "source": _source(actor, duty),
        "files": files_of(duty.subject),
        "state_word": STATE_WORDS[State(duty.state)],
        "offers": offers(actor, duty, failed),
        "remarks": _remarks(duty),
        "events": _timeline(duty),
        "facts": _facts(duty),
        "parts": visible_to(actor).filter(parent=duty).select_related("owner").order_by("id"),
        "extensions": duty.extensions.all(),
        "rechecks": duty.rechecks.all(),
        "decides_extension": duty.state in OPEN
        and can_decide_extension(actor, duty, rules_for(duty).extension_decided_by),
        "checks": Party.VERIFIER in parties,
        "granted_word": _("granted"),
        "declined_word": _("declined"),
        "holds_word": _("holds"),
        "fails_word": _("does not hold"),
        "decision": decision or DecisionForm(),
    }
    return render(request, "duties/duty.html", context, status=status)


def _source(actor: Actor, duty: Duty) -> dict[str, object] | None:
    """What the duty came from, where this actor may read it."""
    source = source_of(duty)
    number = source.number(actor, duty) if source else None
    if source is None or number is None:
        return None
    return {
        "heading": source.heading,
        "more": source.more,
        "number": number,
        "url": reverse(source.view, args=[number]),
    }


def _remarks(duty: Duty) -> list[dict[str, object]]:
    """Without the report in force, which stands above them."""
    return [
        {
            "who": f"{_(remark.author)} · {MOVE_WORDS[remark.move]}",
            "at": remark.at,
            "text": remark.text,
        }
        for remark in duty.remarks.all()
        if not (remark.move == "report" and remark.text == duty.result)
    ]


def _timeline(duty: Duty) -> list[dict[str, object]]:
    """The duty's own history; never that of the thing it came from."""
    steps = {rung.code: said(rung.name) for rung in rules_of(duty.campaign).ladder}
    return [
        {
            "what": _(entry.title),
            "at": entry.at,
            "who": _(entry.actor_label),
            "more": steps.get(str(entry.data.get("rung")), ""),
        }
        for entry in history(duty.subject)
    ]


def _facts(duty: Duty) -> list[tuple[object, object]]:
    rows: list[tuple[object, object]] = [
        (_("Organ that owes"), duty.owner.name),
        (_("Checked by"), duty.verifier.name),
        (_("Assigned on"), date_format(clock.day_of(duty.assigned_at))),
        (_("Due on"), due_date(duty.due)),
        (_("Objection possible until"), date_format(duty.objection_until)),
        (_("Handled by"), duty.assignee.name if duty.assignee else _("not named yet")),
    ]
    if duty.offered_to is not None:
        rows.append((_("Transfer offered to"), duty.offered_to.name))
    return rows
