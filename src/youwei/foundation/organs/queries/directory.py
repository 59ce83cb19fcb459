from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Case, Count, IntegerField, Q, When

from youwei.foundation.organs.models import (
    How,
    Jurisdiction,
    Organ,
    OrganQuerySet,
    OrganSuccession,
    Post,
    Unit,
)
from youwei.foundation.organs.queries.succession import circle, present_organs
from youwei.kernel.characters import clean


@dataclass(frozen=True, slots=True)
class Filter:
    """What the directory shows. `day` without `ended`: the organs of that day. Groups stand in the
    order of `group_order`, unknown ones after them.
    """

    day: date
    words: str = ""
    place: int | None = None
    group: str | None = None
    ended: bool = False
    group_order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One succession, as the history of an organ tells it."""

    on: date
    how: How
    predecessor: Organ
    successor: Organ


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its posts; without a unit, the posts that belong to none. `above`: its parent."""

    unit: Unit | None
    posts: tuple[Post, ...]
    above: Unit | None = None


@dataclass(frozen=True, slots=True)
class OrganPage:
    """Everything about one organ that everybody on the desk may know."""

    organ: Organ
    units: tuple[UnitLine, ...]
    chapters: tuple[Chapter, ...]
    subordinates: tuple[Organ, ...]
    successor: Organ | None


def directory(organs: OrganQuerySet, wanted: Filter) -> OrganQuerySet:
    """The organs sorted by place, comparison group and name, with `post_count` of the day."""
    found = organs.filter(valid_to__lte=wanted.day) if wanted.ended else organs.in_force(wanted.day)
    if wanted.place is not None:
        found = found.filter(jurisdiction=wanted.place)
    if wanted.group is not None:
        found = found.filter(group=wanted.group)
    for word in clean(wanted.words).split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    living = Q(posts__valid_from__lte=wanted.day) & (
        Q(posts__valid_to=None) | Q(posts__valid_to__gt=wanted.day)
    )
    return (
        found.select_related("jurisdiction", "superior")
        .annotate(post_count=Count("posts", filter=living), group_place=_place(wanted.group_order))
        .order_by("jurisdiction__code", "group_place", "group", "name", "id")
    )


def _place(order: tuple[str, ...]) -> Case:
    cases = [When(group=code, then=place) for place, code in enumerate(order)]
    return Case(*cases, default=len(order), output_field=IntegerField())


def organs_named(words: str, *, day: date) -> OrganQuerySet:
    """Organs of the day whose name or short name holds every word."""
    return directory(Organ.objects.all(), Filter(day=day, words=words))


def group_members(jurisdiction: Jurisdiction, group: str, day: date) -> OrganQuerySet:
    """The organs that are compared with each other on this day: one place, one group."""
    return Organ.objects.in_force(day).filter(jurisdiction=jurisdiction, group=group)


def superior_of(organ: Organ, day: date | None = None) -> Organ | None:
    """The organ that leads this one, under its present name; None where there is none, or where it
    no longer exists on `day`.
    """
    if organ.superior_id is None:
        return None
    now = present_organs([organ.superior_id])[organ.superior_id]
    superior = Organ.objects.get(pk=now)
    return superior if day is None or superior.in_force_on(day) else None


def chapters(organ: Organ) -> tuple[Chapter, ...]:
    """Every renaming, merger and split in the organ's circle, oldest first: two queries."""
    ids = circle([organ.pk])
    rows = (
        OrganSuccession.objects.filter(predecessor__in=ids)
        .select_related("predecessor", "successor")
        .order_by("on", "id")
    )
    return tuple(
        Chapter(on=r.on, how=How(r.how), predecessor=r.predecessor, successor=r.successor)
        for r in rows
    )


def organ_page(organ: Organ, day: date) -> OrganPage:
    """A fixed number of queries."""
    when = day if organ.valid_to is None else min(day, organ.valid_to - timedelta(days=1))
    told = chapters(organ)
    following = [c.successor for c in told if c.predecessor == organ and c.how is not How.SPLIT]
    return OrganPage(
        organ=organ,
        units=tuple(_units(organ, when)),
        chapters=told,
        subordinates=tuple(Organ.objects.in_force(day).filter(superior=organ).order_by("name")),
        successor=following[0] if following else None,
    )


def _units(organ: Organ, day: date) -> Iterator[UnitLine]:
    """The organ's own posts first, then each unit with its posts, parents before children."""
    posts = sorted(organ.posts.in_force(day).order_by("id"), key=lambda post: post.unit_id or 0)
    by_unit = {unit: tuple(rows) for unit, rows in groupby(posts, lambda post: post.unit_id)}
    if None in by_unit:
        yield UnitLine(unit=None, posts=by_unit[None])
    units = {unit.pk: unit for unit in organ.units.in_force(day).order_by("id")}
    roots = [unit for unit in units.values() if unit.parent_id not in units]
    for unit in _depth_first(roots, units):
        above = units.get(unit.parent_id or 0)
        yield UnitLine(unit=unit, posts=by_unit.get(unit.pk, ()), above=above)


def _depth_first(level: Iterable[Unit], units: Mapping[int, Unit]) -> Iterator[Unit]:
    for unit in level:
        yield unit
        yield from _depth_first([u for u in units.values() if u.parent_id == unit.pk], units)
