"""The directory of organs, for programs of staff. People are not part of it."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from youwei.foundation.organs.access import visible_to
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.organs.queries import Filter, directory
from youwei.kernel import clock
from youwei.kernel.refusal import Invalid
from youwei.ui.api.given import Code, Line, PageNumber, PageSize
from youwei.ui.api.tokens import PersonalToken, actor_by_token
from youwei.ui.api.told import Named, Paged, Told, paging, read

PlaceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class OrganFilter(BaseModel):
    """What is not given does not filter. `ended`: those that exist no more, instead."""

    words: Line = ""
    jurisdiction: PlaceCode | SkipJsonSchema[None] = None
    group: Code | SkipJsonSchema[None] = None
    ended: bool = False
    page: PageNumber = 1
    size: PageSize = 100


class OrganTold(Told):
    """`group` is a comparison group of the rulebook, empty where the organ is not compared."""

    id: int
    name: str
    short_name: str
    group: str
    jurisdiction: str
    jurisdiction_name: str
    superior: Named | None
    valid_from: date
    valid_to: date | None


class OrgansTold(Paged):
    items: list[OrganTold]


def router_for(person: PersonalToken) -> Router:
    """Accounts stand above this app, so it is told what a personal token is."""
    router = Router(tags=["desk: organs"])

    @router.get("/desk/organs", auth=person, response=read(OrgansTold), operation_id="directory")
    def organs(request: HttpRequest, wanted: Query[OrganFilter]) -> OrgansTold:
        """Organs by place, comparison group and name."""
        found = directory(visible_to(actor_by_token(request)), _filter(wanted))
        first = (wanted.page - 1) * wanted.size
        return OrgansTold(
            items=[_told(organ) for organ in found[first : first + wanted.size]],
            **paging(wanted.page, wanted.size, found.count()),
        )

    return router


def _filter(wanted: OrganFilter) -> Filter:
    today = clock.today()
    place = None
    if wanted.jurisdiction is not None:
        places = Jurisdiction.objects.in_force(today).filter(code=wanted.jurisdiction)
        place = places.values_list("pk", flat=True).first()
        if place is None:
            raise Invalid(field="jurisdiction")
    return Filter(
        day=today, words=wanted.words, place=place, group=wanted.group, ended=wanted.ended
    )


def _told(organ: Organ) -> OrganTold:
    superior = organ.superior
    return OrganTold(
        id=organ.pk,
        name=organ.name,
        short_name=organ.short_name,
        group=organ.group,
        jurisdiction=organ.jurisdiction.code,
        jurisdiction_name=organ.jurisdiction.name,
        superior=Named(id=superior.pk, name=superior.name) if superior else None,
        valid_from=organ.valid_from,
        valid_to=organ.valid_to,
    )
