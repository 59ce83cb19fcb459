"""POST requests: the form fields of the protocol as a matter that somebody hands in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.kernel.words import clean_label, clean_text
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.intake import Intake
from youwei.listening.complaints.queries import choices
from youwei.listening.complaints.queries.receipts import earlier
from youwei.listening.complaints.queries.tokens import (
    actor_of_channel,
    channel_token,
    is_open,
    nonce_for,
)
from youwei.listening.complaints.rules.dispatching import OtherDoor
from youwei.listening.complaints.rules.kinds import ALLEGATION
from youwei.listening.complaints.rules.refusals import DayToCome, UnknownOrgan, UnknownPlace
from youwei.listening.open311.operations import Taken, hand_in
from youwei.listening.open311.queries.services import (
    YES,
    Datatype,
    attributes_for,
    may_be_public,
    service_of,
)
from youwei.listening.open311.rules.arguments import (
    DROPPED,
    SAME_SECONDS,
    attributes_of,
    check_shown,
    day_of,
    mark_of,
    place_of,
    required,
)
from youwei.listening.open311.rules.refusals import (
    JurisdictionUnknown,
    KeyUnknown,
    NotFitting,
    ServiceMissing,
)
from youwei.ui.api.tokens import Token
from youwei.ui.refusals import joined

KEY = Token(channel_token, key=lambda token: str(token.pk), a_minute=600)
Attributes = Mapping[str, tuple[str, ...]]


def hand_in_request(request: HttpRequest) -> dict[str, Any]:
    """What the protocol answers: an id, and in words how the sender follows the matter."""
    token = _token(request)
    given = request.POST
    campaign = token.campaign
    # Where the protocol has it, and in the address, where one client of others writes it.
    places = {one.get("jurisdiction_id", "") for one in (given, request.GET)}
    if not places <= {"", campaign.jurisdiction.code}:
        raise JurisdictionUnknown(field="jurisdiction_id")
    if not is_open(token):
        raise NoOpenCampaign
    kind = _kind(campaign, given.get("service_code", ""))
    for name, values in given.lists():
        for value in values:
            check_shown(name.partition("[")[0], str(value))
    asked = _asked(campaign, kind, given)
    taken = hand_in(
        actor=actor_of_channel(token),
        token=token,
        intake=_intake(token, kind, given, asked),
        public=_said_yes(asked, "public"),
        nonce=_nonce(token, given),
    )
    return {
        "service_request_id": taken.request_id,
        "service_notice": _notice(kind, taken, given, asked, files=bool(request.FILES)),
        "account_id": None,
    }


def _token(request: HttpRequest) -> ChannelToken:
    """In the body, as the protocol says; one client of others writes it into the address."""
    shown = request.POST.get("api_key") or request.GET.get("api_key", "")
    token = KEY.authenticate(request, str(shown)) if shown else None
    if token is None:
        raise KeyUnknown
    return token


def _kind(campaign: Campaign, code: str) -> Kind:
    """Judged before anything else is: an allegation goes no further, and its door is named."""
    if not code:
        raise ServiceMissing(field="service_code")
    if code == ALLEGATION:
        raise OtherDoor(field="service_code")
    return service_of(campaign, code)


def _asked(campaign: Campaign, kind: Kind, given: QueryDict) -> Attributes:
    """Only what the service definition names, with values that it names."""
    asked = attributes_of(given.lists())
    known = {one.code: one for one in attributes_for(campaign, kind)} if asked else {}
    for code, values in asked.items():
        attribute = known.get(code)
        if attribute is None or (len(values) > 1 and attribute.datatype is not Datatype.SEVERAL):
            raise NotFitting(name=f"attribute[{code}]", field="attribute")
        possible = {key for key, _ in attribute.values}
        if attribute.datatype is not Datatype.DATETIME and not set(values) <= possible:
            raise NotFitting(name=f"attribute[{code}]", field="attribute")
    return asked


def _intake(token: ChannelToken, kind: Kind, given: QueryDict, asked: Attributes) -> Intake:
    limits = rules_of(token.campaign).intake
    name = " ".join(filter(None, (given.get("last_name"), given.get("first_name"))))
    contact = ", ".join(filter(None, (given.get("phone"), given.get("email"))))
    kept = _said_yes(asked, "contact") and bool(contact)  # a name alone reaches nobody
    return Intake(
        channel=token.channel,
        kind=kind.code,
        text=clean_text(_text(given), limit=limits.text.at_most, field="description"),
        about_organ=_organ(token, _first(asked, "organ")),
        themes=asked.get("theme", ()),
        place=_place_code(token, given.get("address_id", "")),
        happened_on=_happened_on(_first(asked, "happened_on")),
        name=clean_label(name if kept else "", limit=limits.name.at_most, field="first_name"),
        contact=clean_label(contact if kept else "", limit=limits.contact.at_most, field="phone"),
        may_contact=kept,
        language=get_language() or "zh-hans",
    )


def _text(given: QueryDict) -> str:
    """The place stands below the words: a case knows places by their official code only."""
    text = required("description", given.get("description", ""))
    place = place_of(
        given.get("lat", ""), given.get("long", ""), given.get("address_string", "").strip()
    )
    return f"{text}\n\n{gettext('Place')}: {place}" if place else text


def _organ(token: ChannelToken, pk: str) -> Organ | None:
    if not pk:
        return None
    organs = Organ.objects.in_force(clock.today()).of(token.campaign.jurisdiction)
    found = organs.filter(pk=int(pk)).first()
    if found is None:
        raise UnknownOrgan(field="attribute")
    return found


def _place_code(token: ChannelToken, code: str) -> str:
    if not code:
        return ""
    shelves = choices.places(token.campaign, clock.today())
    if code not in {known for shelf in shelves for known, _ in shelf.choices}:
        raise UnknownPlace(field="address_id")
    return code


def _happened_on(text: str) -> date | None:
    if not text:
        return None
    day = day_of("attribute[happened_on]", text, clock.ZONE)
    if day > clock.today():
        raise DayToCome(field="attribute")
    return day


def _nonce(token: ChannelToken, given: QueryDict) -> str:
    """The protocol has no mark of a repeated request: the same words from the same device within
    minutes are one. The device counts here, under a keyed hash, and is kept nowhere.
    """
    mark = mark_of((name, values) for name, values in given.lists() if name != "api_key")
    turn = int(clock.now().timestamp()) // SAME_SECONDS
    now, before = (nonce_for(token, f"open311:{mark}:{one}") for one in (turn, turn - 1))
    return before if earlier(before) is not None else now


def _notice(kind: Kind, taken: Taken, given: QueryDict, asked: Attributes, *, files: bool) -> str:
    """The protocol has no field for a query code, so it stands in the text for the sender."""
    receipt = taken.receipt
    words = [
        gettext(
            "Number %(number)s, query code %(code)s. Keep both: with them the sender follows the "
            "matter on the status page. The code is shown only here."
        )
        % {"number": receipt.number, "code": receipt.code}
    ]
    named = any(given.get(name) for name in ("first_name", "last_name", "phone", "email"))
    if named and not _said_yes(asked, "contact"):
        words.append(
            gettext("Name and contact were not kept.")
            if may_be_public(kind)
            else gettext(
                "Name and contact were not kept: in a complaint about conduct nobody opens them."
            )
        )
    if any(given.get(name) for name in DROPPED):
        words.append(
            gettext("Device, account and the address of a picture were not kept or opened.")
        )
    if files:
        words.append(
            gettext("The attached files were not kept: hand them in later on the status page.")
        )
    return joined(words)


def _first(asked: Attributes, code: str) -> str:
    return next(iter(asked.get(code, ())), "")


def _said_yes(asked: Attributes, code: str) -> bool:
    return _first(asked, code) == YES
