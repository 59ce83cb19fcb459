"""Taken down at the desk: a call, a letter, a visit, a report in the media, a supervisor's find."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.rulebook.rules.channels import Medium
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal
from youwei.listening.channels.access import (
    check_brings_files,
    check_supervises,
    check_takes_down,
)
from youwei.listening.channels.operations.registering import register
from youwei.listening.channels.queries.counters import counters
from youwei.listening.channels.queries.registered import Registered, registered, year_ago
from youwei.listening.channels.rules.refusals import NotYourChannel
from youwei.listening.channels.rules.takers import CALLS, REPORTS
from youwei.listening.channels.web.receipt import receipt_page
from youwei.listening.channels.web.register_forms import TakeDownForm
from youwei.listening.complaints.queries.receipts import new_submission, nonce_of
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.refusals import FormUnknown
from youwei.ui.gate import actor_of, only
from youwei.ui.refusals import add_refusal

FORM: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Desk:
    """One of the three pages. `long`: what was handed in stays listed for a year, as the record of
    a supervisor's work; a clerk sees the day only. `person`: somebody speaks or has written, who is
    told number and code.
    """

    media: Collection[Medium]
    heading: Promise
    lead: Promise
    place: str
    long: bool = False
    person: bool = False


CALLING = Desk(
    CALLS,
    _("Take down a call, a letter or a visit"),
    _("By keyboard alone: a digit for the kind, part of the organ's name, the words, then send."),
    "channels:register",
    person=True,
)
REPORTING = Desk(
    REPORTS,
    _("Enter a report of the media"),
    _("What a paper, a station or the questioning on television brought up, with its source."),
    "channels:reports",
)
SUPERVISING = Desk(
    (Medium.PERSON,),
    _("Hand in what you found"),
    _("Under your own name as a work-style supervisor. Organs to which you are tied are left out."),
    "channels:supervisor",
    long=True,
)


@only(check_takes_down)
@require_http_methods(FORM)
@never_cache
def calls(request: HttpRequest) -> HttpResponse:
    return _desk(request, CALLING)


@only(check_brings_files)
@require_http_methods(FORM)
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    return _desk(request, REPORTING)


@only(check_supervises)
@require_http_methods(FORM)
@never_cache
def supervisor(request: HttpRequest) -> HttpResponse:
    return _desk(request, SUPERVISING)


def _desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    actor, campaign = actor_of(request), for_intake(clock.today())
    offered = counters(actor, campaign, desk.media)
    if not offered:
        raise NotYourChannel
    without = actor.conflicts if Medium.PERSON in desk.media else frozenset()
    given: Mapping[str, object] = {"campaign": campaign, "counters": offered, "without": without}
    if request.method != "POST":
        form = TakeDownForm(initial={"submission": new_submission()}, **given)  # type: ignore[arg-type]
        return _page(request, desk, form)
    form = TakeDownForm(request.POST, request.FILES, **given)  # type: ignore[arg-type]
    if not form.is_valid():
        return _page(request, desk, form)
    try:
        return _taken(request, desk, form)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, desk, form)


def _taken(request: HttpRequest, desk: Desk, form: TakeDownForm) -> HttpResponse:
    nonce = nonce_of(form.cleaned_data["submission"])
    if nonce is None:
        raise FormUnknown
    receipt = register(
        actor=actor_of(request),
        campaign=form.campaign,
        organ=form.counter().organ,
        intake=form.intake(),
        how=form.circumstances(),
        nonce=nonce,
    )
    return receipt_page(request, receipt, reverse(desk.place), person=desk.person)


def _page(request: HttpRequest, desk: Desk, form: TakeDownForm) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "desk": desk,
        "action": "",
        "form": form,
        "allegation": rules_of(form.campaign).kind(ALLEGATION),
        "conduct": CONDUCT,
        "person": desk.person,
        "own_organs": own_organs(actor),
        "office": form.campaign.office_organ,
        "leading": form.campaign.leading_organ,
        "done": _done(actor, desk),
        "channels": {one.code: one.name for one in rules_of(form.campaign).channels},
    }
    return render(request, "channels/register.html", context, status=422 if form.errors else 200)


def _done(actor: Actor, desk: Desk) -> Registered:
    since: date = year_ago() if desk.long else clock.today()
    return registered(actor, since)


def own_organs(actor: Actor) -> str:
    """Ids of the organs whose conduct this person must not read of, for the notice on the form."""
    return " ".join(map(str, sorted(actor.conflicts)))
