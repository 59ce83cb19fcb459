"""Asking for an identity, releasing and opening it; and the audit administrator's view of that."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.disclosures.access import check_audits, check_receives, own_key
from youwei.listening.disclosures.operations import identities
from youwei.listening.disclosures.queries import desk as queries
from youwei.listening.disclosures.queries.recovery import recoveries_for_audit
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.web.desk import PAGE, page_of
from youwei.listening.disclosures.web.desk_forms import AskForm
from youwei.listening.disclosures.web.unlocking import needed
from youwei.listening.disclosures.words import REASON_WORDS, WHY_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@require_POST
@only(check_receives)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    disclosure = queries.one(actor_of(request), pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        return page_of(request, disclosure, asked=form)
    try:
        actor, reason = actor_of(request), form.cleaned_data["reason"]
        secret = needed(request, own_key(actor))
        identities.ask(actor=actor, disclosure=disclosure, secret=secret, reason=reason)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return page_of(request, disclosure, asked=form)
    return redirect("disclosures:disclosure", pk=pk)


@require_POST
@only(check_receives)
def decide(request: HttpRequest, pk: int, opening: int, name: str) -> HttpResponse:
    actor = actor_of(request)
    disclosure = queries.one(actor, pk)
    found = queries.opening_of(disclosure, opening)
    secret = needed(request, own_key(actor))
    if name == "refuse":
        identities.refuse(actor=actor, opening=found, secret=secret)
    elif name == "release":
        identities.release(actor=actor, opening=found, secret=secret)
    elif name == "reveal":
        reporter = identities.reveal(actor=actor, opening=found, secret=secret)
        return page_of(request, disclosure, reporter=reporter)
    else:
        raise NotFound
    return redirect("disclosures:disclosure", pk=pk)


@never_cache
@only(check_audits)
def openings(request: HttpRequest) -> HttpResponse:
    """Every opening that was asked for: who, why, when, and who agreed. No name, no word. And the
    latest uses of recovery keys.
    """
    found = queries.openings_for_audit(actor_of(request))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(one, REASON_WORDS[one.reason]) for one in page.object_list]  # type: ignore[index]
    recoveries = [
        (one, WHY_WORDS[Why(one.why)], WHY_WORDS[Why(one.decided_why)] if one.decided_why else "")
        for one in recoveries_for_audit(actor_of(request))[:PAGE]
    ]
    context = {"page": page, "rows": rows, "recoveries": recoveries}
    return render(request, "disclosures/desk/openings.html", context)
