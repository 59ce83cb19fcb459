"""The receipt that a clerk reads out or prints. It is shown in the answer to the form only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline, due
from youwei.listening.channels.access import heard_by_organ
from youwei.listening.channels.rules.circumstances import AnswerBy
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.progress import office_of
from youwei.listening.complaints.queries.receipts import Receipt, fingerprint_of
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.words import term_words
from youwei.ui.gate import actor_of


def receipt_page(
    request: HttpRequest, receipt: Receipt, again: str, *, person: bool
) -> HttpResponse:
    """`person`: somebody is told number and code; else whoever handed it in keeps them."""
    case = Case.objects.select_related(
        "campaign__office_organ", "campaign__leading_organ", "reception"
    ).get(number=receipt.number)
    shielded = case.is_conduct and case.about_organ_id in actor_of(request).conflicts
    heard = heard_by_organ(case)
    context = {
        "receipt": receipt,
        "case": case,
        "kind": rules_of(case.campaign).kind(case.kind),
        "office": office_of(case),
        "fingerprint": fingerprint_of(case),
        "steps": _steps(case),
        "shielded": shielded or heard,
        "heard": heard,
        "reach": case.reception.answer_by != AnswerBy.PAGE,
        "address": request.build_absolute_uri(
            reverse("complaints:status", urlconf="youwei.config.urls_public")
        ),
        "again": again,
        "person": person,
    }
    return render(request, "channels/receipt.html", context)


def _steps(case: Case) -> list[dict[str, object]]:
    """The same days as for whoever writes on the web (C-56)."""
    terms = terms_of(case.campaign, case.kind)
    told: Deadline = due(clock.day_of(case.received_at), terms.acceptance.term, calendar())
    return [
        {"what": _("Somebody at the office has read it"), "due": case.triage_due, "tone": "next"},
        {"what": _("Told whether it is taken up, and by whom"), "due": told, "tone": "next"},
        {
            "what": _("Answered, after another organ has checked it"),
            "more": _("Within %(term)s after it was accepted.")
            % {"term": term_words(terms.handling.term)},
            "tone": "next",
        },
    ]
