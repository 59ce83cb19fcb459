"""What the form offers: organs in their comparison groups, places under their city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Jurisdiction, Organ


@dataclass(frozen=True, slots=True)
class Shelf:
    """Choices under one heading; `code` is empty where they have none."""

    code: str
    heading: str
    choices: tuple[tuple[str, str], ...]


def organs_by_group(campaign: Campaign, day: date, groups: Sequence[str]) -> tuple[Shelf, ...]:
    """Organs of the campaign's place, in the order of the rulebook's `groups`; one query."""
    shelves: dict[str, list[tuple[str, str]]] = {}
    rows = (
        Organ.objects.in_force(day)
        .filter(jurisdiction=campaign.jurisdiction_id)
        .order_by("name", "id")
    )
    for pk, name, group in rows.values_list("pk", "name", "group"):
        shelves.setdefault(group if group in groups else "", []).append((str(pk), name))
    order = [group for group in (*groups, "") if group in shelves]
    return tuple(Shelf(group, group, tuple(shelves[group])) for group in order)


def places(campaign: Campaign, day: date) -> tuple[Shelf, ...]:
    """The places below the campaign's, each city with its counties; two queries."""
    here = campaign.jurisdiction_id
    rows = Jurisdiction.objects.in_force(day).order_by("code")
    first = list(rows.filter(parent=here).values_list("pk", "code", "name"))
    below: dict[int | None, list[tuple[str, str]]] = {}
    for parent, code, name in rows.filter(parent__parent=here).values_list(
        "parent_id", "code", "name"
    ):
        below.setdefault(parent, []).append((code, name))
    return tuple(Shelf(code, name, ((code, name), *below.get(pk, ()))) for pk, code, name in first)
