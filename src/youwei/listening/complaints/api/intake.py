"""Handing in with a channel token. The same key gives the same receipt, however often it comes."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import File, Form, Header, Router, UploadedFile
from ninja.responses import Status
from pydantic import StringConstraints

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign
from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.refusals import FileTooLarge, TooManyFiles
from youwei.foundation.files.rules.working_copy import MEGABYTE, WorkingCopy
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.kernel.words import clean_label, clean_text
from youwei.listening.complaints.api.form import DoorTold, door_told, takes_contact
from youwei.listening.complaints.api.given import Complaint
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries import choices
from youwei.listening.complaints.queries.receipts import Receipt, case_of
from youwei.listening.complaints.queries.tokens import (
    actor_of_channel,
    channel_token,
    is_open,
    nonce_for,
)
from youwei.listening.complaints.rules.dispatching import OtherDoor
from youwei.listening.complaints.rules.kinds import ALLEGATION
from youwei.listening.complaints.rules.refusals import (
    ContactMissing,
    ContactNotKept,
    DayToCome,
    KeyUsed,
    NoStatementHere,
    UnknownKind,
    UnknownOrgan,
    UnknownPlace,
)
from youwei.listening.complaints.writing import words
from youwei.ui.api.given import part
from youwei.ui.api.refusals import RequestTooLarge
from youwei.ui.api.tokens import Token, shown_by
from youwei.ui.api.told import Problem, Told, answers, problem_of

router = Router(tags=["complaints"])
SPARE_BYTES = 2 * MEGABYTE  # what a form with files needs beside the files
Key = Annotated[
    str,
    StringConstraints(pattern=r"^[!-~]{8,200}$"),
    Header(
        alias="Idempotency-Key",
        description="Chosen by the program, one for each matter. Sent again with the same words it "
        "gives the same receipt; with other words it is refused.",
    ),
]


class ChannelBearer(Token[ChannelToken]):
    """A partner's program, for one channel. It hands in and reads nothing."""

    openapi_description = "A channel token, issued by `youwei token channel`."


class Handed(Told):
    """`code` is shown here and never kept: give it to the person at once. `acknowledged_by` is the
    day by which somebody reads it; `provisional` where that year's calendar is not announced.
    `again`: this key had been used, and nothing new was stored.
    """

    number: str
    code: str
    acknowledged_by: date
    provisional: bool
    again: bool


class Elsewhere(Problem):
    """Nothing was stored; `door` is the right channel, where the rulebook names it."""

    door: DoorTold | None = None


CHANNEL = ChannelBearer(channel_token, key=lambda token: str(token.pk), a_minute=600)
_ANSWERS = {
    **answers({200: Handed, 201: Handed}, 400, 401, 409, 413, 415, 422, 429, 503),
    403: Elsewhere,
}


@router.post("/complaints", auth=CHANNEL, response=_ANSWERS, operation_id="hand_in")
def hand_in(request: HttpRequest, complaint: Complaint, key: Key) -> Status[Any]:
    """Hands in a matter: 201 with its receipt, or 200 with the receipt that this key has.

    An allegation against a person is not taken in: 403 with the right channel, nothing is stored.
    """
    return _taken_in(request, complaint, key, ())


@router.post(
    "/complaints/with-files", auth=CHANNEL, response=_ANSWERS, operation_id="hand_in_with_files"
)
def hand_in_with_files(
    request: HttpRequest,
    key: Key,
    complaint: Annotated[
        str, Form(max_length=200_000, description="The body of POST /complaints, as JSON")
    ],
    files: Annotated[list[UploadedFile], File(max_length=12)],
) -> Status[Any]:
    """As POST /complaints, with photographs and documents; their hidden traces are removed."""
    return _taken_in(request, part(Complaint, complaint, name="complaint"), key, files)


def _taken_in(
    request: HttpRequest, complaint: Complaint, key: str, files: Sequence[UploadedFile]
) -> Status[Any]:
    token = shown_by(request, ChannelToken)
    if not is_open(token):
        raise NoOpenCampaign
    try:
        receipt = receive(
            actor=actor_of_channel(token),
            campaign=token.campaign,
            intake=_intake(token, complaint, files),
            nonce=nonce_for(token, key),
        )
    except OtherDoor as refusal:
        door = rules_of(token.campaign).kind(ALLEGATION).door
        told = problem_of(refusal).model_dump() | {"door": door_told(door) if door else None}
        return Status(403, Elsewhere(**told))
    return _receipt(token, complaint, receipt)


def _receipt(token: ChannelToken, complaint: Complaint, receipt: Receipt) -> Status[Any]:
    case = case_of(receipt)
    limit = rules_of(token.campaign).intake.text.at_most
    if receipt.again and case.text != words(complaint.text, field="text", limit=limit):
        raise KeyUsed(field="Idempotency-Key")
    handed = Handed(
        number=receipt.number,
        code=receipt.code,
        acknowledged_by=case.triage_due_on,
        provisional=case.triage_due_provisional,
        again=receipt.again,
    )
    return Status(200 if receipt.again else 201, handed)


def _intake(token: ChannelToken, complaint: Complaint, files: Sequence[UploadedFile]) -> Intake:
    """What the form would have asked and checked, in the order in which it does; files last."""
    kind = _kind(token, complaint)
    limits = rules_of(token.campaign).intake
    organ = _organ(token, complaint.about)
    _check_contact(kind, complaint)
    _check_when_and_where(token, complaint)
    statement = complaint.statement
    if statement is not None and not (kind.consented_statement and organ is not None):
        raise NoStatementHere(field="statement")
    limit = limits.text.at_most
    return Intake(
        channel=token.channel,
        kind=kind.code,
        text=clean_text(complaint.text, limit=limit, field="text"),
        summary=clean_label(complaint.summary, field="summary"),
        about_organ=organ,
        themes=complaint.themes,
        place=complaint.place or "",
        happened_on=complaint.happened_on,
        name=clean_label(complaint.name, limit=limits.name.at_most, field="name"),
        contact=clean_label(complaint.contact, limit=limits.contact.at_most, field="contact"),
        may_contact=complaint.may_contact,
        may_call_back=complaint.may_contact and complaint.may_call_back,
        statement=statement.text if statement else "",
        uploads=_copies(token, files),
        language=get_language() or "zh-hans",
    )


def _kind(token: ChannelToken, complaint: Complaint) -> Kind:
    """Judged before anything else is: an allegation goes no further."""
    if complaint.kind == ALLEGATION:
        raise OtherDoor(field="kind")
    kinds = {kind.code: kind for kind in rules_of(token.campaign).accepted_kinds}
    if complaint.kind not in kinds:
        raise UnknownKind(field="kind")
    return kinds[complaint.kind]


def _organ(token: ChannelToken, pk: int | None) -> Organ | None:
    if pk is None:
        return None
    organs = Organ.objects.in_force(clock.today()).of(token.campaign.jurisdiction)
    found = organs.filter(pk=pk).first()
    if found is None:
        raise UnknownOrgan(field="about")
    return found


def _check_contact(kind: Kind, complaint: Complaint) -> None:
    if complaint.may_contact and not takes_contact(kind):
        raise ContactNotKept(field="may_contact")
    if (complaint.name or complaint.contact) and not complaint.may_contact:
        raise ContactNotKept(field="name" if complaint.name else "contact")
    if complaint.may_contact and not complaint.contact.strip():
        raise ContactMissing(field="contact")


def _check_when_and_where(token: ChannelToken, complaint: Complaint) -> None:
    today = clock.today()
    if complaint.happened_on is not None and complaint.happened_on > today:
        raise DayToCome(field="happened_on")
    if complaint.place is None:
        return
    shelves = choices.places(token.campaign, today)
    if complaint.place not in {code for shelf in shelves for code, _ in shelf.choices}:
        raise UnknownPlace(field="place")


def _copies(token: ChannelToken, files: Sequence[UploadedFile]) -> tuple[WorkingCopy, ...]:
    """Cleaned before anything is locked or stored."""
    rule = rules_of(token.campaign).intake.attachments
    at_most = min(rule.bytes, settings.YOUWEI_UPLOAD_BYTES)
    if len(files) > rule.at_most:
        raise TooManyFiles(limit=rule.at_most, field="files")
    for file in files:
        if (file.size or 0) > at_most:
            raise FileTooLarge(limit=f"{at_most / MEGABYTE:.3g}", field="files")
    if sum(file.size or 0 for file in files) > at_most * rule.at_most + SPARE_BYTES:
        raise RequestTooLarge
    return tuple(prepared(name=file.name or "", content=cast("Any", file.file)) for file in files)
