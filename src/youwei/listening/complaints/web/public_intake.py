"""How a matter is handed in: the door, the right channel elsewhere, the form, the receipt."""

from functools import lru_cache
from hashlib import sha256

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.files.queries import of as files_of
from youwei.foundation.rulebook.rules.channels import Channel, Medium, Receiver
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, citizen
from youwei.kernel.refusal import Refusal
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.operations.thread import write
from youwei.listening.complaints.queries.entrances import Entrance
from youwei.listening.complaints.queries.proof import spend
from youwei.listening.complaints.queries.receipts import (
    Receipt,
    new_submission,
    nonce_of,
    stored_as,
)
from youwei.listening.complaints.rules.kinds import ALLEGATION
from youwei.listening.complaints.rules.refusals import FormUnknown
from youwei.listening.complaints.web.forms_public import CHANNEL, IntakeForm
from youwei.listening.complaints.web.public_words import coming
from youwei.listening.complaints.words import term_words
from youwei.ui.gate import anyone
from youwei.ui.proof import new_challenge, proven
from youwei.ui.refusals import add_refusal

WITHOUT_SCREEN = (Medium.PHONE, Medium.LETTER, Medium.VISIT)
MORE = ("summary", "place", "happened_on", "themes")  # fields behind "more that helps"


@anyone
@require_safe
def door(request: HttpRequest, entrance: Entrance | None = None) -> HttpResponse:
    entrance = entrance or own_entrance()
    rulebook = rules_of(entrance.campaign)
    context = {
        "entrance": entrance,
        "kinds": rulebook.accepted_kinds,
        "allegation": rulebook.kind(ALLEGATION),
        "elsewhere": [ground for ground in rulebook.refusals if not ground.on_form],
        "urgent": [one for one in rulebook.refusals if one.on_form and one.code != "discipline"],
    }
    return render(request, "complaints/public/door.html", context)


@anyone
@require_safe
def allegation(request: HttpRequest, entrance: Entrance | None = None) -> HttpResponse:
    entrance = entrance or own_entrance()
    context = {"kind": rules_of(entrance.campaign).kind(ALLEGATION), "entrance": entrance}
    return render(request, "complaints/public/allegation.html", context)


@anyone
@require_safe
@never_cache
def challenge(request: HttpRequest) -> HttpResponse:
    return JsonResponse(new_challenge())


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, entrance: Entrance | None = None) -> HttpResponse:
    entrance = entrance or own_entrance()
    campaign = entrance.campaign
    code = request.GET.get("kind", "")
    if code == ALLEGATION:
        return redirect(entrance.allegation)
    kind = next((one for one in rules_of(campaign).accepted_kinds if one.code == code), None)
    if kind is None:
        return redirect(entrance.door)
    if request.method != "POST":
        form = IntakeForm(campaign=campaign, kind=kind, initial={"submission": new_submission()})
        return _form_page(request, form, entrance)
    form = IntakeForm(request.POST, request.FILES, campaign=campaign, kind=kind)
    if not form.is_valid():
        return _form_page(request, form, entrance, status=422)
    try:
        receipt = _hand_in(request, form, entrance)
    except Refusal as refusal:
        if isinstance(refusal, FormUnknown):
            form.renew(new_submission())
        add_refusal(form, refusal)
        return _form_page(request, form, entrance, status=refusal.status)
    return _receipt_page(request, receipt, entrance)


def own_entrance() -> Entrance:
    """The form on our own pages."""
    return Entrance(
        campaign=for_intake(clock.today()),
        channel=CHANNEL,
        door=reverse("complaints:door"),
        new=reverse("complaints:new"),
        allegation=reverse("complaints:allegation"),
        challenge=reverse("complaints:challenge"),
        status=reverse("complaints:status"),
    )


def _hand_in(request: HttpRequest, form: IntakeForm, entrance: Entrance) -> Receipt:
    """The same form sent again needs no second proof and gets the receipt that it has."""
    nonce = nonce_of(form.cleaned_data["submission"])
    if nonce is None:
        raise FormUnknown
    intake = form.intake(entrance.channel)
    proof = proven(request.POST.get("altcha", ""))  # before anything is locked
    # One transaction, one wait for the disk: a proof is spent by the case that it opened.
    receipt = receive(
        actor=CITIZEN,
        campaign=form.campaign,
        intake=intake,
        nonce=nonce,
        admit=lambda: spend(proof, nonce=nonce),
    )
    if receipt.again:
        _keep_what_is_new(receipt, intake)
    return receipt


def _keep_what_is_new(receipt: Receipt, intake: Intake) -> None:
    """Words and files that were changed after the first sending, of which the writer saw no
    receipt: they join the case, for they are acknowledged now.
    """
    case = Case.objects.get(number=receipt.number)
    stored = {file.sha256 for file in files_of(case.subject)}
    files = [copy for copy in intake.uploads if sha256(copy.content).hexdigest() not in stored]
    known = {case.text, *case.messages.filter(from_writer=True).values_list("text", flat=True)}
    if files or intake.text not in known:
        write(actor=citizen(case.number), case=case, text=intake.text, uploads=files)


def _form_page(
    request: HttpRequest, form: IntakeForm, entrance: Entrance, status: int = 200
) -> HttpResponse:
    rulebook = rules_of(form.campaign)
    keep = rulebook.kept("case-identity").keep
    context = {
        "entrance": entrance,
        "form": form,
        "kind": form.kind,
        "office": form.campaign.office_organ.name,
        "draft": f"report-{form.kind.code}",
        "ways": [way for way in rulebook.channels if _needs_no_screen(way)],
        "more_open": any(name in form.errors for name in MORE),
        "had_files": bool(request.FILES),
        "identity_kept": term_words(keep) if keep else "",
    }
    return render(request, "complaints/public/new.html", context, status=status)


def _needs_no_screen(way: Channel) -> bool:
    """Leads to the office, and not to the organ that somebody may be complaining about."""
    return way.medium in WITHOUT_SCREEN and way.receives is Receiver.OFFICE


def _receipt_page(request: HttpRequest, receipt: Receipt, entrance: Entrance) -> HttpResponse:
    stored = receipt.stored or stored_as(receipt.number)
    case = stored.case
    address = request.build_absolute_uri(entrance.status)
    context = {
        "entrance": entrance,
        "receipt": receipt,
        "case": case,
        "kind": _kind(case),
        "draft": f"report-{case.kind}",
        "coming": coming(case),
        "address": address,
        "fingerprint": stored.fingerprint,
        "qr": qr_of(address),
    }
    return render(request, "complaints/public/receipt.html", context)


def _kind(case: Case) -> Kind:
    return rules_of(case.campaign).kind(case.kind)


@lru_cache(maxsize=16)  # an installation has few addresses, and drawing takes longer than storing
def qr_of(address: str) -> SafeString:
    """The status page's address without number or code: a photograph of it opens no case."""
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=2, light="#fff")
    return mark_safe(drawing)  # noqa: S308 - drawn by us from our own address
