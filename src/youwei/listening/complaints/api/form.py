"""What a form of one's own needs: kinds, themes, channels and limits of the rulebook in force."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel
from pydantic.json_schema import SkipJsonSchema

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign
from youwei.foundation.rulebook.rules.kinds import Door, Kind
from youwei.kernel import clock
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.api.given import PlaceCode
from youwei.listening.complaints.queries import choices
from youwei.ui.api.told import Named, Told, answers
from youwei.ui.bilingual import said

router = Router(tags=["form"])
ANYONE = {"x-who-may": "anyone"}
_STATUSES = (404, 422, 503)


class Where(BaseModel):
    """Whose campaign; without it, the open one of the highest level."""

    jurisdiction: PlaceCode | SkipJsonSchema[None] = None

    def campaign(self) -> Campaign:
        try:
            return for_intake(clock.today(), self.jurisdiction)
        except NoOpenCampaign:
            if self.jurisdiction is None:
                raise
            raise NotFound(field="jurisdiction") from None


class DoorTold(Told):
    """Where a person should go instead."""

    advice: str
    phones: list[str]
    links: list[str]


class KindTold(Told):
    """`accepted` is false for what is not taken in here; `door` says where it belongs.
    `takes_statement`: the organ concerned reads nothing but a statement agreed to.
    """

    code: str
    name: str
    plain: str
    examples: list[str]
    accepted: bool
    takes_contact: bool
    takes_statement: bool
    door: DoorTold | None


class ThemeTold(Told):
    """`public` themes stand on the form, in the words of `plain`."""

    code: str
    name: str
    plain: str
    parent: str | None
    public: bool


class ChannelTold(Told):
    """`entry` says who writes the case down; tokens exist for `program`."""

    code: str
    name: str
    medium: str
    entry: str
    receives: str


class GroundTold(Told):
    """A ground for not taking something in."""

    code: str
    name: str
    door: DoorTold


class LimitsTold(Told):
    """Characters of texts, number of files, bytes of one file."""

    text: int
    statement: int
    addition: int
    name: int
    contact: int
    files: int
    file_bytes: int
    campaign: str
    opens: date
    ends: date


class PlaceTold(Told):
    code: str
    name: str


def door_told(door: Door) -> DoorTold:
    return DoorTold(advice=said(door.advice), phones=list(door.phones), links=list(door.links))


def takes_contact(kind: Kind) -> bool:
    """Of a complaint about conduct nobody may open name and contact, so they are not kept."""
    return kind.accepted and not kind.consented_statement


@router.get(
    "/rulebook/kinds",
    response=answers({200: list[KindTold]}, *_STATUSES),
    operation_id="kinds",
    openapi_extra=ANYONE,
)
def kinds(request: HttpRequest, where: Query[Where]) -> list[KindTold]:
    """Kinds of matter, also those that belong elsewhere."""
    return [
        KindTold(
            code=kind.code,
            name=said(kind.name),
            plain=said(kind.plain),
            examples=[said(example) for example in kind.examples],
            accepted=kind.accepted,
            takes_contact=takes_contact(kind),
            takes_statement=kind.consented_statement,
            door=door_told(kind.door) if kind.door else None,
        )
        for kind in rules_of(where.campaign()).kinds
    ]


@router.get(
    "/rulebook/themes",
    response=answers({200: list[ThemeTold]}, *_STATUSES),
    operation_id="themes",
    openapi_extra=ANYONE,
)
def themes(request: HttpRequest, where: Query[Where]) -> list[ThemeTold]:
    """不能为, 不想为, 不敢为 and what they look like."""
    return [
        ThemeTold(
            code=theme.code,
            name=said(theme.name),
            plain=said(theme.plain),
            parent=theme.parent,
            public=theme.public,
        )
        for theme in rules_of(where.campaign()).themes
    ]


@router.get(
    "/rulebook/channels",
    response=answers({200: list[ChannelTold]}, *_STATUSES),
    operation_id="channels",
    openapi_extra=ANYONE,
)
def channels(request: HttpRequest, where: Query[Where]) -> list[ChannelTold]:
    """The ways in which the public reaches the office."""
    return [
        ChannelTold(
            code=channel.code,
            name=said(channel.name),
            medium=channel.medium.value,
            entry=channel.entry.value,
            receives=channel.receives.value,
        )
        for channel in rules_of(where.campaign()).channels
    ]


@router.get(
    "/rulebook/refusals",
    response=answers({200: list[GroundTold]}, *_STATUSES),
    operation_id="refusals",
    openapi_extra=ANYONE,
)
def refusals(request: HttpRequest, where: Query[Where]) -> list[GroundTold]:
    """Grounds for not taking something in, each with the right door."""
    return [
        GroundTold(code=ground.code, name=said(ground.name), door=door_told(ground.door))
        for ground in rules_of(where.campaign()).refusals
    ]


@router.get(
    "/rulebook/limits",
    response=answers({200: LimitsTold}, *_STATUSES),
    operation_id="limits",
    openapi_extra=ANYONE,
)
def limits(request: HttpRequest, where: Query[Where]) -> LimitsTold:
    """How long texts and files may be. More is refused, never cut off."""
    campaign = where.campaign()
    intake = rules_of(campaign).intake
    return LimitsTold(
        text=intake.text.at_most,
        statement=intake.statement.at_most,
        addition=intake.addition.at_most,
        name=intake.name.at_most,
        contact=intake.contact.at_most,
        files=intake.attachments.at_most,
        file_bytes=intake.attachments.bytes,
        campaign=campaign.name,
        opens=campaign.starts,
        ends=campaign.ends,
    )


@router.get(
    "/places",
    response=answers({200: list[PlaceTold]}, *_STATUSES),
    operation_id="places",
    openapi_extra=ANYONE,
)
def places(request: HttpRequest, where: Query[Where]) -> list[PlaceTold]:
    """Cities and counties that a matter may name."""
    shelves = choices.places(where.campaign(), clock.today())
    return [PlaceTold(code=code, name=name) for shelf in shelves for code, name in shelf.choices]


@router.get(
    "/organs",
    response=answers({200: list[Named]}, *_STATUSES),
    operation_id="organs",
    openapi_extra=ANYONE,
)
def organs(request: HttpRequest, where: Query[Where]) -> list[Named]:
    """Organs that a matter may be about."""
    shelves = choices.organs_by_group(where.campaign(), clock.today(), ())
    return [Named(id=int(pk), name=name) for shelf in shelves for pk, name in shelf.choices]
