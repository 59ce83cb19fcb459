"""A recipient's own key pair, and the recipients of the body."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from youwei.kernel.actor import Role
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.disclosures.access import check_receives, own_key
from youwei.listening.disclosures.operations import recipients
from youwei.listening.disclosures.queries import desk as queries
from youwei.listening.disclosures.queries.recovery import recovery_key
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules.routing import Part
from youwei.listening.disclosures.web.desk_forms import (
    MakeKeyForm,
    NewPassphraseForm,
    UnlockForm,
)
from youwei.listening.disclosures.web.unlocking import forget, held, needed, remember
from youwei.listening.disclosures.words import PART_WORDS
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal


@sensitive_post_parameters()
@never_cache
@only(check_receives)
def own(request: HttpRequest) -> HttpResponse:
    """Makes the key pair, or changes its passphrase while it is unlocked."""
    key = queries.key_of(actor_of(request))
    if request.method != "POST":
        return _own_page(request, _own_form(request))
    form = _own_form(request, bound=True)
    if not form.is_valid():
        return _own_page(request, form, status=422)
    try:
        _keep(request, form)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _own_page(request, form, status=refusal.status)
    answer = redirect("disclosures:key" if key is None else "disclosures:overview")
    forget(answer)
    return answer


def _keep(request: HttpRequest, form: NewPassphraseForm) -> None:
    actor, given = actor_of(request), form.cleaned_data
    if isinstance(form, MakeKeyForm):
        recipients.make_key(actor=actor, organ=given["organ"], passphrase=given["passphrase"])
        return
    secret = needed(request, own_key(actor))
    recipients.change_passphrase(actor=actor, secret=secret, passphrase=given["passphrase"])


def _own_form(request: HttpRequest, *, bound: bool = False) -> NewPassphraseForm:
    actor, data = actor_of(request), request.POST if bound else None
    if queries.key_of(actor) is not None:
        return NewPassphraseForm(data)
    return MakeKeyForm(data, organ_ids=actor.organs_as(Role.DISCIPLINE))


def _own_page(request: HttpRequest, form: NewPassphraseForm, status: int = 200) -> HttpResponse:
    key = queries.key_of(actor_of(request))
    context = {
        "key": key,
        "form": form,
        "unlocked": held(request, key) is not None,
        "unlock": UnlockForm(),
        "here": reverse("disclosures:key"),
    }
    return render(request, "disclosures/desk/key.html", context, status=status)


@sensitive_post_parameters()
@require_POST
@only(check_receives)
def unlock(request: HttpRequest) -> HttpResponse:
    key, form = own_key(actor_of(request)), UnlockForm(request.POST)
    here = _inside(request.POST.get("next", ""))
    if form.is_valid():
        try:
            secret = unlocked(key, form.cleaned_data["passphrase"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            answer = redirect(here)
            remember(answer, request, key, secret)
            return answer
    context = {"unlock": form, "here": here}
    return render(request, "disclosures/desk/unlock.html", context, status=422)


@require_POST
@only(check_receives)
def lock(request: HttpRequest) -> HttpResponse:
    answer = redirect("disclosures:overview")
    forget(answer)
    return answer


@never_cache
@only(check_receives)
def of_body(request: HttpRequest) -> HttpResponse:
    key = own_key(actor_of(request))
    keys = [(one, PART_WORDS[Part(one.part)]) for one in queries.keys_of(key.organ_id)]
    context = {
        "key": key,
        "keys": keys,
        "unlocked": held(request, key) is not None,
        "unlock": UnlockForm(),
        "here": reverse("disclosures:recipients"),
        "recovery": recovery_key(key.organ_id),
        "halves": {one.part for one, _ in keys if one.admitted_on and one.seals} == set(Part),
        "damaged": any(not one.seals for one, _ in keys),
    }
    return render(request, "disclosures/desk/recipients.html", context)


@require_POST
@only(check_receives)
def change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    actor = actor_of(request)
    key = own_key(actor)
    other, secret = queries.key_in(key.organ_id, pk), needed(request, key)
    if name == "admit":
        recipients.admit(actor=actor, key=other, secret=secret)
    elif name == "remove":
        recipients.remove(actor=actor, key=other, secret=secret)
    else:
        raise NotFound
    return redirect("disclosures:recipients")


def _inside(address: str) -> str:
    """Back to a page of these, and to no other."""
    root = reverse("disclosures:overview")
    fits = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fits and address.startswith(root) else root
