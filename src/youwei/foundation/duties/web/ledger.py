"""我的事项 and 整改台账."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.access import sees_campaigns
from youwei.foundation.duties.models import Duty, Escalation
from youwei.foundation.duties.offers import News, news_for, place_of
from youwei.foundation.duties.queries import (
    COUNTED,
    LedgerFilter,
    ledger_rows,
    light_counts,
    owners,
    waits_until,
)
from youwei.foundation.duties.queries import inbox as inbox_of
from youwei.foundation.duties.queries import ledger as ledger_of
from youwei.foundation.duties.rules.lights import ENDED as ENDED_LIGHTS
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State
from youwei.foundation.duties.web.forms import LedgerForm
from youwei.foundation.duties.words import STATE_WORDS
from youwei.foundation.exports.access import can_ask
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.ui.bilingual import said
from youwei.ui.gate import actor_of, signed_in
from youwei.ui.lights import LOOKS
from youwei.ui.paging import Bounded

if TYPE_CHECKING:
    from youwei.foundation.duties.queries import LitDuties

PAGE = 30


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    found = inbox_of(actor_of(request))
    named = [
        (_("To sign for"), _("Sign by"), found.to_accept),
        (_("To do"), "", found.to_do),
        (_("Offered to your organ"), "", found.offered),
        (_("To check"), _("Check by"), found.to_check),
        (_("Objections to decide"), "", found.objections),
    ]
    sections = [
        (heading, by, [_row(duty, waits_until(duty) if by else None) for duty in duties])
        for heading, by, duties in named
        if duties
    ]
    news = news_for(actor_of(request))
    rest = found.extensions or found.rechecks or found.escalated or news
    context = {
        "inbox": found,
        "news": [(one, _address(one)) for one in news],
        "sections": sections,
        "reminders": [(step, _rung_name(step)) for step in found.escalated],
        "page_title": _("My duties"),
        "page_lead": _("What you owe and what waits for your check or decision, by date."),
        "nothing": not sections and not rest,
        "nothing_title": _("Nothing waits for you."),
        "nothing_more": _("New duties appear here as soon as they are assigned."),
    }
    return render(request, "duties/inbox.html", context)


@signed_in
def ledger(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    wanted = form.wanted()
    actor = actor_of(request)
    duties = ledger_of(actor, wanted)
    page = Bounded(duties, ledger_rows(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(duty) for duty in page.object_list],
        "tally": [] if wanted.words else _tally(request, duties, wanted),
        "query": _query(request),
        "exports": can_ask(actor),
        "page_title": _("Ledger"),
        "nothing_title": _("No duty fits this filter."),
    }
    return render(request, "duties/ledger.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """`until` is the day of the next step where a list names one; `late`, that it has passed."""

    duty: Duty
    state: Promise
    until: Deadline | None
    late: bool


def _row(duty: Duty, until: Deadline | None = None) -> Row:
    late = until is not None and until.on < clock.today()
    return Row(duty=duty, state=STATE_WORDS[State(duty.state)], until=until, late=late)


def _address(news: News) -> str:
    """The list with the filter that was saved."""
    place = place_of(news.search.place)
    return f"{reverse(place.view)}?{news.search.query}" if place else ""


def _rung_name(step: Escalation) -> str:
    ladder = rules_of(step.duty.campaign).ladder
    return next((said(rung.name) for rung in ladder if rung.code == step.rung), step.rung)


def _form(request: HttpRequest) -> LedgerForm:
    return LedgerForm(request.GET, organs=owners(actor_of(request)))


def _tally(
    request: HttpRequest, duties: "LitDuties", wanted: LedgerFilter
) -> list[dict[str, object]]:
    """How many stand in each light, each a link to them."""
    query = request.GET.copy()
    query.pop("page", None)
    cells = []
    few = not sees_campaigns(actor_of(request))
    for light, count in light_counts(duties, clock.today(), wanted, few=few).items():
        if count:
            query["light"] = light.value
            cells.append(
                {
                    "figure": _figure(light, count),
                    "label": LOOKS[light].word,
                    "url": f"?{query.urlencode()}",
                }
            )
    return cells


def _figure(light: Light, count: int) -> str:
    return f"{COUNTED}+" if light in ENDED_LIGHTS and count > COUNTED else str(count)


def _query(request: HttpRequest) -> str:
    """The filter without its page, for links."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
