"""Discovery, services, and what anyone may read of requests."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound
from youwei.listening.open311.api.answering import answer, spoken
from youwei.listening.open311.api.handing_in import hand_in_request
from youwei.listening.open311.queries.requests import Shown, Wanted, request, requests
from youwei.listening.open311.queries.services import (
    Attribute,
    Datatype,
    attributes_for,
    campaign_of,
    service_of,
    services_of,
)
from youwei.listening.open311.rules.arguments import listed, range_of, statuses_of
from youwei.ui.bilingual import said

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-26T00:00:00+08:00"  # of what these addresses answer


@spoken
def discovery(request: HttpRequest, fmt: str) -> HttpResponse:
    home = request.build_absolute_uri(reverse("open311:discovery", args=["json"]))
    told = {
        "changeset": CHANGESET,
        "contact": request.build_absolute_uri("/"),
        "key_service": gettext("The system administrator issues a channel token for a program."),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": home.rpartition("/")[0],
                "changeset": CHANGESET,
                "type": "production",
                "formats": ["application/json", "text/xml"],
            }
        ],
    }
    return answer(fmt, "discovery", told)


@spoken
def services(request: HttpRequest, fmt: str) -> HttpResponse:
    campaign = campaign_of(request.GET.get("jurisdiction_id", ""))
    return answer(
        fmt, "services", [_service(kind, campaign.name) for kind in services_of(campaign)]
    )


@spoken
def definition(request: HttpRequest, fmt: str, code: str) -> HttpResponse:
    campaign = campaign_of(request.GET.get("jurisdiction_id", ""))
    kind = service_of(campaign, code)
    asked = [
        _attribute(one, place) for place, one in enumerate(attributes_for(campaign, kind), start=1)
    ]
    told = {"service_code": kind.code, "attributes": asked}
    return answer(fmt, "service_definition", told)


@spoken
def all_requests(request: HttpRequest, fmt: str) -> HttpResponse:
    """GET lists what is public, POST hands in."""
    if request.method == "POST":
        return answer(fmt, "service_requests", [hand_in_request(request)])
    given = request.GET
    campaign = campaign_of(given.get("jurisdiction_id", ""))
    wanted = Wanted(
        ids=listed("service_request_id", ",".join(given.getlist("service_request_id"))),
        services=listed("service_code", ",".join(given.getlist("service_code"))),
        statuses=statuses_of(",".join(given.getlist("status"))),
        days=range_of(
            given.get("start_date", ""),
            given.get("end_date", ""),
            today=clock.today(),
            zone=clock.ZONE,
        ),
    )
    return answer(fmt, "service_requests", [_request(one) for one in requests(campaign, wanted)])


@spoken
def one_request(http: HttpRequest, fmt: str, public_id: str) -> HttpResponse:
    campaign = campaign_of(http.GET.get("jurisdiction_id", ""))
    return answer(fmt, "service_requests", [_request(request(campaign, public_id))])


@spoken
def token(http: HttpRequest, fmt: str, public_id: str) -> HttpResponse:
    """A request has its id at once, so no token is ever given out: the id stands for itself."""
    shown = request(campaign_of(http.GET.get("jurisdiction_id", "")), public_id)
    told = {"service_request_id": shown.public_id, "token": shown.public_id}
    return answer(fmt, "service_requests", [told])


@spoken
def nowhere(request: HttpRequest, fmt: str) -> HttpResponse:
    raise NotFound


def _service(kind: Kind, group: str) -> dict[str, Any]:
    return {
        "service_code": kind.code,
        "service_name": said(kind.name),
        "description": said(kind.plain),
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(said(example) for example in kind.examples),
        "group": group,
    }


def _attribute(asked: Attribute, place: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "variable": True,
        "code": asked.code,
        "datatype": asked.datatype.value,
        "required": False,
        "datatype_description": asked.explained,
        "order": place,
        "description": asked.description,
    }
    if asked.datatype is not Datatype.DATETIME:
        told["values"] = [{"key": key, "name": name} for key, name in asked.values]
    return told


def _request(shown: Shown) -> dict[str, Any]:
    """Every field that the protocol names; what would tell of the sender or the text is empty."""
    return {
        "service_request_id": shown.public_id,
        "status": "closed" if shown.closed else "open",
        "status_notes": gettext("Answered, after another organ has checked the answer.")
        if shown.closed
        else gettext("Being handled."),
        "service_name": said(shown.kind.name),
        "service_code": shown.kind.code,
        "description": None,
        "agency_responsible": shown.agency or None,
        "service_notice": None,
        "requested_datetime": _midnight(shown.requested),
        "updated_datetime": _midnight(shown.updated),
        "expected_datetime": _midnight(shown.expected) if shown.expected else None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), tzinfo=clock.ZONE).isoformat()
