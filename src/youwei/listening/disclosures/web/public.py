"""The way in: whom it is about, the form, the receipt."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import for_intake
from youwei.foundation.rulebook.rules.disclosing import Goes, Level
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.operations.intake import receive
from youwei.listening.disclosures.queries.receipts import (
    Receipt,
    earlier,
    fingerprint_of,
    new_submission,
    nonce_of,
)
from youwei.listening.disclosures.queries.receiving import (
    Receiving,
    disclosing,
    is_offered,
    receiving,
)
from youwei.listening.disclosures.rules.refusals import (
    BelongsElsewhere,
    FormUnknown,
    NobodyReceives,
    NoDisclosureRules,
)
from youwei.listening.disclosures.web.public_forms import DisclosureForm
from youwei.listening.disclosures.web.quiet import quiet
from youwei.ui.proof import new_challenge, spend_proof
from youwei.ui.refusals import add_refusal


@quiet
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    campaign = for_intake(clock.today())
    offered = is_offered(campaign)
    rules = disclosing(campaign) if offered else None
    context = {
        "offered": offered,
        "levels": [(one, one.goes is Goes.DOOR) for one in rules.levels] if rules else (),
        "elsewhere": _elsewhere(campaign),
    }
    return render(request, "disclosures/public/door.html", context)


@quiet
@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """The right door; there is no form here and nothing is stored."""
    return _door_page(request, for_intake(clock.today()), request.GET.get("level", ""))


@quiet
@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    return JsonResponse(new_challenge())


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    campaign = for_intake(clock.today())
    code = request.GET.get("level", "")
    level = next((one for one in disclosing(campaign).levels if one.code == code), None)
    if level is None:
        return redirect("disclose:door")
    try:
        by = receiving(campaign, level.code)
    except (BelongsElsewhere, NobodyReceives):
        return _door_page(request, campaign, level.code)
    if request.method != "POST":
        form = _form(campaign, level, by, initial={"submission": new_submission()})
        return _form_page(request, form, by)
    form = _form(campaign, level, by, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _form_page(request, form, by, status=422)
    try:
        receipt = _hand_in(request, form)
    except (BelongsElsewhere, NobodyReceives) as refusal:
        return _door_page(request, campaign, level.code, refusal)
    except Refusal as refusal:
        if isinstance(refusal, FormUnknown):
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["submission"] = new_submission()  # type: ignore[index]
        add_refusal(form, refusal, staff=False)
        return _form_page(request, form, by, status=refusal.status)
    return _receipt_page(request, receipt)


def _form(campaign: Campaign, level: Level, by: Receiving, **given: object) -> DisclosureForm:
    return DisclosureForm(campaign=campaign, level=level, takes_names=by.takes_names, **given)


def _hand_in(request: HttpRequest, form: DisclosureForm) -> Receipt:
    """The same form sent again needs no second proof and gets the receipt that it has."""
    nonce = nonce_of(form.cleaned_data["submission"])
    if nonce is None:
        raise FormUnknown
    with transaction.atomic():
        if earlier(nonce) is None:
            spend_proof(request.POST.get("altcha", ""), nonce=nonce)
        return receive(
            actor=CITIZEN, campaign=form.campaign, disclosing=form.disclosing(), nonce=nonce
        )


def _form_page(
    request: HttpRequest, form: DisclosureForm, by: Receiving, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "level": form.level,
        "body": by.body.organ.name,
        "readers": len(by.keys),
        "had_files": bool(request.FILES),
    }
    return render(request, "disclosures/public/new.html", context, status=status)


def _receipt_page(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    disclosure = Disclosure.objects.select_related("body__organ").get(number=receipt.number)
    context = {
        "receipt": receipt,
        "disclosure": disclosure,
        "body": disclosure.body.organ.name,
        "fingerprint": fingerprint_of(disclosure),
    }
    return render(request, "disclosures/public/receipt.html", context)


def _door_page(
    request: HttpRequest, campaign: Campaign, code: str, refusal: Refusal | None = None
) -> HttpResponse:
    """Where nothing is stored: the door that the rulebook names for this level, or the general."""
    level = next((one for one in disclosing(campaign).levels if one.code == code), None)
    context = {
        "level": level,
        "door": level.door if level is not None and level.door else _elsewhere(campaign),
        "refusal": refusal,
    }
    status = refusal.status if refusal is not None else 200
    return render(request, "disclosures/public/elsewhere.html", context, status=status)


def _elsewhere(campaign: Campaign) -> object:
    try:
        return disclosing(campaign).elsewhere.door
    except NoDisclosureRules:
        raise NotFound from None
