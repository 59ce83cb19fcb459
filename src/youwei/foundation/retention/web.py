"""How long things are kept, what is due, lists and certificates, and legal holds."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.retention import operations
from youwei.foundation.retention.access import (
    campaigns_of,
    check_disposes,
    holds_visible_to,
    moves_for,
)
from youwei.foundation.retention.models import TEXT_LENGTH, Disposal, Hold
from youwei.foundation.retention.offers import can_lift, classes, codes, due_now, find
from youwei.foundation.retention.queries import in_force, listed, to_confirm
from youwei.foundation.retention.rules.states import State
from youwei.foundation.retention.rules.terms import AT_ONCE
from youwei.foundation.retention.words import STATE_WORDS
from youwei.foundation.rulebook.rules.publishing import Disposal as Who
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

PER_PAGE = 30
MOVES = {
    "confirm": operations.confirm_disposal,
    "withdraw": operations.withdraw_disposal,
}


class HoldForm(forms.Form):
    number = forms.CharField(label=_("Number of the case, or code of a class"), max_length=80)
    reason = forms.CharField(label=_("Reason"), max_length=TEXT_LENGTH)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=TEXT_LENGTH,
        help_text=_("The letter, decision or rule that asks for it."),
    )


class LiftForm(forms.Form):
    reason = forms.CharField(label=_("Why it ends"), max_length=TEXT_LENGTH)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """`due` counts up to 500, `more` says that there are others."""

    code: str
    name: str
    campaign: Campaign | None
    rule: str
    by_rule: bool
    due: int
    more: bool
    held: int


@only(check_disposes)
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    return _page(request, HoldForm())


@only(check_disposes)
@require_POST
def prepare(request: HttpRequest, campaign: int, code: str) -> HttpResponse:
    actor = actor_of(request)
    found = get_object_or_404(campaigns_of(actor), pk=campaign)
    made = operations.prepare_disposal(actor=actor, code=code, campaign=found)
    return redirect("retention:certificate", pk=made.pk)


@only(check_disposes)
@require_safe
@never_cache
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_object_or_404(listed(actor), pk=pk)
    context = {
        "disposal": found,
        "name": _name(found.code, found.campaign),
        "state": STATE_WORDS[State(found.state)],
        "moves": moves_for(actor, found),
    }
    return render(request, "retention/certificate.html", context)


@only(check_disposes)
@require_POST
def decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    if move not in MOVES:
        raise NotFound
    actor = actor_of(request)
    MOVES[move](actor=actor, disposal=get_object_or_404(listed(actor), pk=pk))
    return redirect("retention:certificate", pk=pk)


@only(check_disposes)
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            operations.place_hold(actor=actor_of(request), **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("retention:overview")
    return _page(request, form, status=422)


@only(check_disposes)
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    hold = get_object_or_404(Hold, pk=pk)
    if not can_lift(actor_of(request), hold):
        raise NotFound
    form = LiftForm(request.POST)
    if form.is_valid():
        operations.lift_hold(actor=actor_of(request), hold=hold, **form.cleaned_data)
    return redirect("retention:overview")


def _page(request: HttpRequest, form: HoldForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    done = listed(actor).filter(state=State.DONE)
    page = Paginator(done, PER_PAGE).get_page(request.GET.get("page"))
    holds = holds_visible_to(actor).filter(lifted_at=None).select_related("placed_by")
    context = {
        "classes": _classes(actor),
        "waiting": [_row(one) for one in to_confirm(actor)[:PER_PAGE]],
        "holds": [hold for hold in holds[:PER_PAGE] if _may_read(actor, hold)],
        "form": form,
        "codes": _codes(actor),
        "lift_form": LiftForm(),
        "page": page,
        "rows": [_row(one) for one in page.object_list],
    }
    return render(request, "retention/overview.html", context, status=status)


def _may_read(actor: Actor, hold: Hold) -> bool:
    """A hold names a number; whoever may not know of it does not see the hold."""
    return find(actor, hold.label) is not None


def _codes(actor: Actor) -> list[tuple[str, str]]:
    """What a hold on a whole class names, each as the rulebook of one's campaigns calls it."""
    campaigns = list(campaigns_of(actor).order_by("-starts", "-id"))
    rules = {code: [in_force(code, campaign) for campaign in campaigns] for code in codes()}
    return [
        (code, next((said(rule.kept.name) for rule in found if rule), ""))
        for code, found in rules.items()
    ]


def _classes(actor: Actor) -> list[ClassRow]:
    campaigns = list(campaigns_of(actor).order_by("-starts", "-id"))
    rows = []
    for kept in classes():
        for campaign in campaigns if kept.by_campaign else [None]:
            rule = in_force(kept.code, campaign)
            if rule is None:
                continue
            found = due_now(kept, campaign, AT_ONCE + 1)
            count = len(found.keys) if found else 0
            rows.append(
                ClassRow(
                    code=kept.code,
                    name=said(rule.kept.name),
                    campaign=campaign,
                    rule=said(rule.kept.basis) if rule.kept.basis else rule.kept.clause or "",
                    by_rule=rule.kept.disposal is Who.BY_RULE,
                    due=min(count, AT_ONCE),
                    more=count > AT_ONCE,
                    held=found.held if found else 0,
                )
            )
    return rows


def _row(disposal: Disposal) -> dict[str, object]:
    return {"disposal": disposal, "name": _name(disposal.code, disposal.campaign)}


def _name(code: str, campaign: Campaign | None) -> str:
    rule = in_force(code, campaign)
    return said(rule.kept.name) if rule else gettext("Records")
