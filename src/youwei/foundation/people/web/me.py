"""What a person sees and changes of their own account."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.people import operations, queries
from youwei.foundation.people.access import holds_weighty
from youwei.foundation.people.models import (
    Account,
    ApiToken,
    PostHolding,
    Proposal,
    Recusal,
    RoleGrant,
)
from youwei.foundation.people.operations import (
    Wanted,
    collect_token,
    declare_recusal,
    issue_token,
    propose,
    revoke_token,
    withdraw_proposal,
)
from youwei.foundation.people.rules.proposals import Action, ProposalState
from youwei.foundation.people.web import forms
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound, Refusal
from youwei.ui.gate import actor_of, signed_in
from youwei.ui.refusals import add_refusal


@signed_in
@require_safe
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    return _page(request)


@signed_in
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    form = forms.recusal_form(request.POST, queries.organs_of(None, clock.today()))
    if form.is_valid():
        try:
            declare_recusal(actor=actor_of(request), account=_own(request), **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("people:me")
    return _page(request, recusal_form=form, status=422)


@signed_in
@require_POST
@never_cache
def issue(request: HttpRequest) -> HttpResponse:
    """The new token stands on this one answer and on no page after it."""
    form = forms.token_form(request.POST)
    if form.is_valid():
        account, said = _own(request), form.cleaned_data
        try:
            if holds_weighty(account):
                wanted = Wanted(
                    action=Action.ISSUE_TOKEN,
                    account=account,
                    name=said["name"],
                    last_day=said["expires_on"],
                )
                propose(actor=actor_of(request), wanted=wanted)
                return redirect("people:me")
            issued = issue_token(actor=actor_of(request), account=account, **said)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _page(request, secret=issued.secret)
    return _page(request, token_form=form, status=422)


@signed_in
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, account_id=actor_of(request).account_id)
    revoke_token(actor=actor_of(request), token=token)
    return redirect("people:me")


@signed_in
@require_POST
@never_cache
def collect(request: HttpRequest, pk: int) -> HttpResponse:
    """A token that a second person confirmed, on this one answer and on no page after it."""
    proposal = get_object_or_404(Proposal, pk=pk, account_id=actor_of(request).account_id)
    issued = collect_token(actor=actor_of(request), proposal=proposal)
    return _page(request, secret=issued.secret)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal, pk=pk, proposed_by_id=actor_of(request).account_id)
    withdraw_proposal(actor=actor_of(request), proposal=proposal)
    return redirect("people:me")


@signed_in
@require_POST
def end_session(request: HttpRequest, place: int) -> HttpResponse:
    """`place` in the list, so that no page carries the key of a sign-in."""
    sessions = list(queries.sessions_of(_own(request)))
    if not 0 < place <= len(sessions):
        raise NotFound
    session = sessions[place - 1]
    if session.session_key != request.session.session_key:
        operations.end_session(actor=actor_of(request), session=session)
    return redirect("people:me")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    operations.end_sessions(
        actor=actor_of(request), account=_own(request), but=request.session.session_key
    )
    return redirect("people:me")


def _own(request: HttpRequest) -> Account:
    return Account.objects.get(pk=actor_of(request).account_id or 0)


def _page(
    request: HttpRequest,
    *,
    recusal_form: forms.RecusalForm | None = None,
    token_form: forms.TokenForm | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    account, today = _own(request), clock.today()
    organs = queries.organs_of(None, today)
    page = {
        "account": account,
        "grants": RoleGrant.objects.unended(today).filter(account=account).select_related("organ"),
        "holdings": PostHolding.objects.unended(today)
        .filter(account=account)
        .select_related("post__organ"),
        "recusals": Recusal.objects.unended(today).filter(account=account).select_related("organ"),
        "tokens": ApiToken.objects.filter(account=account, revoked_at=None, expires_on__gte=today),
        "sessions": [
            (place, session, session.session_key == request.session.session_key)
            for place, session in enumerate(queries.sessions_of(account), start=1)
        ],
        "asked_tokens": _asked(account),
        "token_needs_two": holds_weighty(account),
        "factors": set(Authenticator.objects.filter(user=account).values_list("type", flat=True)),
        "recusal_form": recusal_form or forms.recusal_form(None, organs),
        "token_form": token_form or forms.token_form(None),
        "secret": secret,
    }
    return render(request, "people/me.html", page, status=status)


def _asked(account: Account) -> list[Proposal]:
    """Tokens that wait for a second person, or to be collected."""
    asked = Proposal.objects.filter(account=account, action=Action.ISSUE_TOKEN)
    waiting = asked.filter(pk__in=Proposal.objects.waiting().values("pk"))
    ready = asked.filter(state=ProposalState.CONFIRMED, last_day__gte=clock.today())
    return list(waiting | ready)
