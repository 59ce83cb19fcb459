"""Opened report boxes: how many items, and what became of each."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from youwei.kernel.actor import Actor
from youwei.listening.channels.access import openings_for
from youwei.listening.channels.models import BoxItem, BoxOpening
from youwei.listening.channels.rules.states import Fate
from youwei.listening.complaints.access import visible_to


@dataclass(frozen=True, slots=True)
class Item:
    """`case` is a number that this reader may open, or empty."""

    position: int
    fate: Fate
    case: str


def openings(actor: Actor) -> QuerySet[BoxOpening]:
    """Newest first, each with `done` and `cases`: one query."""
    return (
        openings_for(actor)
        .select_related("organ", "opened_by", "second", "campaign")
        .annotate(done=Count("items"), cases=Count("items", filter=Q(items__fate=Fate.CASE)))
        .order_by("-at", "-id")
    )


def items_of(actor: Actor, opening: BoxOpening) -> tuple[Item, ...]:
    """Two queries. Numbers stand there only for whoever may read the case."""
    items = list(BoxItem.objects.filter(opening=opening).order_by("position"))
    numbers = dict(
        visible_to(actor)
        .filter(pk__in=[one.case_id for one in items if one.case_id is not None])
        .values_list("pk", "number")
    )
    return tuple(
        Item(one.position, Fate(one.fate), numbers.get(one.case_id or 0, "")) for one in items
    )
