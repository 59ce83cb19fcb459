"""One account: what it holds, and every step the security administrator may take with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from youwei.foundation.journal.queries import history
from youwei.foundation.people import handover, operations, queries
from youwei.foundation.people.access import check_governs, holds_weighty, visible_to
from youwei.foundation.people.models import Account, PostHolding, Proposal, Recusal, RoleGrant
from youwei.foundation.people.operations import Wanted
from youwei.foundation.people.rules.proposals import WEIGHTY, Action
from youwei.foundation.people.rules.roles import ROLE_LABELS
from youwei.foundation.people.web import forms
from youwei.foundation.people.web.proposals import rows
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@dataclass
class Shown:
    """What one answer shows beyond the account itself."""

    forms: dict[str, Form] = field(default_factory=dict)
    password: str = ""
    status: int = 200


@only(check_governs)
@require_safe
@never_cache
def account(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _of(request, pk), Shown())


@only(check_governs)
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _of(request, pk)
    form = _grant_form(request, shown, request.POST)

    def act() -> None:
        said = form.cleaned_data
        dates = {"starts": said["starts"], "ends": form.ends()}
        wanted = {"account": shown, "role": said["role"], "organ": said["organ"], **dates}
        if said["role"] in WEIGHTY:
            _propose(request, Wanted(action=Action.GRANT, reason=said["reason"], **wanted))
        else:
            operations.grant_role(actor=actor_of(request), **wanted)

    return _done(request, shown, "grant_form", form, act)


@only(check_governs)
@require_POST
def end_grant(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    shown = _of(request, pk)
    grants = RoleGrant.objects.select_related("organ__jurisdiction")
    found = get_object_or_404(grants, pk=grant_pk, account=shown)
    if Role(found.role) in WEIGHTY:
        _propose(request, Wanted(action=Action.END_GRANT, account=shown, grant=found))
    else:
        operations.end_grant(actor=actor_of(request), grant=found)
    return redirect("people:account", pk=pk)


@only(check_governs)
@require_POST
def hold_post(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _of(request, pk)
    form = forms.post_form(request.POST, shown.organ)

    def act() -> None:
        post = form.cleaned_data["post"]
        operations.hold_post(actor=actor_of(request), account=shown, post=post)

    return _done(request, shown, "post_form", form, act)


@only(check_governs)
@require_POST
def leave_post(request: HttpRequest, pk: int, holding_pk: int) -> HttpResponse:
    found = get_object_or_404(PostHolding, pk=holding_pk, account=_of(request, pk))
    operations.leave_post(actor=actor_of(request), holding=found)
    return redirect("people:account", pk=pk)


@only(check_governs)
@require_POST
def end_recusal(request: HttpRequest, pk: int, recusal_pk: int) -> HttpResponse:
    found = get_object_or_404(Recusal, pk=recusal_pk, account=_of(request, pk))
    operations.end_recusal(actor=actor_of(request), recusal=found)
    return redirect("people:account", pk=pk)


@only(check_governs)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _of(request, pk)
    form = forms.name_form(request.POST, shown)

    def act() -> None:
        name = form.cleaned_data["name"]
        operations.change_name(actor=actor_of(request), account=shown, name=name)

    return _done(request, shown, "name_form", form, act)


@only(check_governs)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _of(request, pk)
    form = _leave_form(shown, request.POST)

    def act() -> None:
        successor = form.cleaned_data["successor"]
        if holds_weighty(shown):
            _propose(request, Wanted(action=Action.CLOSE, account=shown, successor=successor))
        else:
            operations.leave(actor=actor_of(request), account=shown, successor=successor)

    return _done(request, shown, "leave_form", form, act)


@only(check_governs)
@require_POST
@never_cache
def issue_password(request: HttpRequest, pk: int) -> HttpResponse:
    """The password stands on this one answer and on no page after it."""
    shown = _of(request, pk)
    password = operations.issue_password(actor=actor_of(request), account=shown)
    return _page(request, shown, Shown(password=password))


@only(check_governs)
@require_POST
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes it; a second person confirms."""
    shown = _of(request, pk)
    form = forms.ResetForm(request.POST, prefix="reset")

    def act() -> None:
        reason = form.cleaned_data["reason"]
        _propose(request, Wanted(action=Action.RESET_FACTOR, account=shown, reason=reason))

    return _done(request, shown, "reset_form", form, act)


@only(check_governs)
@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _of(request, pk)
    but = request.session.session_key if shown.pk == actor_of(request).account_id else None
    operations.end_sessions(actor=actor_of(request), account=shown, but=but)
    return redirect("people:account", pk=pk)


def _propose(request: HttpRequest, wanted: Wanted) -> None:
    operations.propose(actor=actor_of(request), wanted=wanted)


def _of(request: HttpRequest, pk: int) -> Account:
    """An account that the person may see; any other does not exist for them."""
    found = visible_to(actor_of(request)).select_related("organ__jurisdiction", "unit")
    account = found.filter(pk=pk).first()
    if account is None:
        raise NotFound
    return account


def _done(
    request: HttpRequest, account: Account, name: str, form: Form, act: Callable[[], None]
) -> HttpResponse:
    """Back to the page when it was done; the page with the reason when it was refused."""
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("people:account", pk=account.pk)
    return _page(request, account, Shown(forms={name: form}, status=422))


def _grant_form(
    request: HttpRequest, account: Account, data: QueryDict | None = None
) -> forms.GrantForm:
    places = actor_of(request).jurisdictions_as(Role.SECURITY_ADMIN)
    return forms.grant_form(data, account, queries.organs_of(places, clock.today()))


def _leave_form(account: Account, data: QueryDict | None = None) -> forms.LeaveForm:
    return forms.leave_form(data, queries.colleagues(account, clock.today()))


def _timeline(account: Account) -> list[dict[str, object]]:
    """The last fifty events, newest first, as the timeline component shows them."""
    return [
        {
            "what": gettext(entry.title),
            "at": entry.at,
            "who": gettext("set-up") if entry.actor_kind == "system" else entry.actor_label,
            "more": _details(entry.data),
        }
        for entry in reversed(history(account.subject)[-50:])
    ]


def _details(data: dict[str, object]) -> str:
    role = data.get("role")
    said = (gettext(ROLE_LABELS[Role(str(role))]) if role else None, data.get("post"))
    named = [str(word) for word in (*said, data.get("organ"), data.get("successor")) if word]
    if "before" in data:
        named.append(f"{data['before']} → {data['after']}")
    return " · ".join(named)


def _waiting(account: Account) -> list[Proposal]:
    found = Proposal.objects.waiting().filter(account=account)
    return list(
        found.select_related(
            "account__organ__jurisdiction__parent__parent",
            "organ__jurisdiction__parent__parent",
            "proposed_by",
        )
    )


def _page(request: HttpRequest, account: Account, shown: Shown) -> HttpResponse:
    today = clock.today()
    page: dict[str, object] = {
        "account": account,
        "own": account.pk == actor_of(request).account_id,
        "grants": RoleGrant.objects.filter(account=account)
        .select_related("organ", "granted_by", "proposal__proposed_by")
        .order_by("-starts", "-id"),
        "holdings": PostHolding.objects.unended(today)
        .filter(account=account)
        .select_related("post"),
        "recusals": Recusal.objects.unended(today).filter(account=account).select_related("organ"),
        "owed": handover.owed_by(account),
        "history": _timeline(account),
        "password": shown.password,
        "today": today,
        "has_factor": queries.has_factor(account),
        "signed_in": queries.sessions_of(account).count(),
        "waiting": rows(actor_of(request), _waiting(account)),
    }
    if account.is_active and not page["own"]:
        page |= {
            "grant_form": _grant_form(request, account),
            "post_form": forms.post_form(None, account.organ),
            "name_form": forms.name_form(None, account),
            "leave_form": _leave_form(account),
            "reset_form": forms.ResetForm(prefix="reset"),
            "closing_needs_two": holds_weighty(account),
        }
    return render(request, "people/account.html", page | shown.forms, status=shown.status)
