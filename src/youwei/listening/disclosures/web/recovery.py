"""The offline recovery key of the body: what state it is in, and its use by two people."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.disclosures.access import check_receives, own_key
from youwei.listening.disclosures.operations import recovering, recovery_keys
from youwei.listening.disclosures.queries import recovery as queries
from youwei.listening.disclosures.queries.desk import key_of
from youwei.listening.disclosures.web.desk_forms import UnlockForm
from youwei.listening.disclosures.web.recovery_forms import BeginForm, HalfForm, RegisterForm
from youwei.listening.disclosures.web.unlocking import held, needed
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

_STEPS: Mapping[str, Callable[..., object]] = {
    "confirm": recovery_keys.confirm,
    "extend": recovery_keys.extend,
    "remove": recovery_keys.remove,
}


@never_cache
@only(check_receives)
def overview(request: HttpRequest) -> HttpResponse:
    """Registers a key, or shows the one that there is."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _overview(request, form)
    if not form.is_valid():
        return _overview(request, form, status=422)
    try:
        recovery_keys.register(actor=actor_of(request), public=form.cleaned_data["public"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _overview(request, form, status=refusal.status)
    return redirect("disclosures:recovery")


def _overview(request: HttpRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    key = key_of(actor)
    in_use = key if key is not None and key.admitted_on else None
    context = {
        "key": in_use,
        "bodies": queries.recoverable_bodies(actor, in_use),
        "form": form,
        "unlocked": held(request, in_use) is not None,
        "unlock": UnlockForm(),
        "here": reverse("disclosures:recovery"),
    }
    return render(request, "disclosures/desk/recovery.html", context, status=status)


@require_POST
@only(check_receives)
def change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    actor = actor_of(request)
    key = queries.key_of_body(actor, pk)
    if name not in _STEPS:
        raise NotFound
    _STEPS[name](actor=actor, key=key, secret=needed(request, own_key(actor)))
    return redirect("disclosures:recovery")


@sensitive_post_parameters()
@never_cache
@only(check_receives)
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """The first person, with half 1."""
    actor = actor_of(request)
    key = queries.key_of_body(actor, pk)
    form = BeginForm(request.POST if request.method == "POST" else None, key=key)
    context = {"form": form, "key": key, "number": 1}
    if not form.is_bound:
        return _half_page(request, context)
    if not form.is_valid():
        return _half_page(request, context, status=422)
    try:
        recovering.begin(actor=actor, key=key, **form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _half_page(request, context, status=refusal.status)
    return redirect("disclosures:recovery")


@sensitive_post_parameters()
@never_cache
@only(check_receives)
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person, with half 2."""
    actor = actor_of(request)
    recovery = queries.recovery_of_body(actor, pk)
    form = HalfForm(request.POST if request.method == "POST" else None, number=2)
    context = {"form": form, "key": recovery.key, "recovery": recovery, "number": 2}
    if not form.is_bound:
        return _half_page(request, context)
    if not form.is_valid():
        return _half_page(request, context, status=422)
    try:
        recovering.complete(actor=actor, recovery=recovery, **form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _half_page(request, context, status=refusal.status)
    return redirect("disclosures:recovery")


@require_POST
@only(check_receives)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    recovering.refuse(actor=actor, recovery=queries.recovery_of_body(actor, pk))
    return redirect("disclosures:recovery")


def _half_page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "disclosures/desk/recovery_use.html", context, status=status)
