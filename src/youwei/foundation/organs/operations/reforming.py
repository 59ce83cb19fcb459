"""Organs that go on under another name, in another organ, or as several."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.access import check_maintains_place
from youwei.foundation.organs.models import How, Organ, OrganSuccession, Unit
from youwei.foundation.organs.rules.entries import name_after_merger, name_of, short_name_of
from youwei.foundation.organs.rules.events import OrganRenamed, OrgansMerged, OrganSplit
from youwei.foundation.organs.rules.refusals import NothingToJoin, NotInForce
from youwei.foundation.organs.rules.succession import leads_back
from youwei.foundation.organs.writing import check_name_free, close, living
from youwei.kernel.actor import Actor


@operation
def rename_organ(*, actor: Actor, organ: Organ, name: str, on: date, short_name: str = "") -> Organ:
    """A new organ takes over the group, the superior, the subordinates, the units and the posts;
    the records of the old one keep its name. Gives the new one.
    """
    organ = living(organ, on)
    check_maintains_place(actor, organ.jurisdiction)
    name = name_of(name)
    check_name_free(organ.jurisdiction, name)
    renamed = Organ.objects.create(
        jurisdiction=organ.jurisdiction,
        name=name,
        short_name=short_name_of(short_name),
        group=organ.group,
        superior=organ.superior,
        valid_from=on,
    )
    _hand_over(organ, renamed, on, How.RENAMED)
    event = OrganRenamed(before=organ.name, name=name, on=on)
    record(actor=actor, event=event, subject=renamed.subject)
    return renamed


@operation
def merge_organs(*, actor: Actor, organs: Sequence[Organ], into: Organ, on: date) -> Organ:
    """`organs` end; `into`, which exists on that day, takes over their units, posts and
    subordinates. A unit whose name is taken there keeps its origin in its name.
    """
    if not organs or into.pk in {organ.pk for organ in organs}:
        raise NothingToJoin
    into = Organ.objects.select_for_update().get(pk=into.pk)
    check_maintains_place(actor, into.jurisdiction)
    if not into.in_force_on(on):
        raise NotInForce(name=into.name, field="on")
    for each in organs:
        organ = living(each, on)
        check_maintains_place(actor, organ.jurisdiction)
        _hand_over(organ, into, on, How.MERGED)
    event = OrgansMerged(name=into.name, merged=len(organs), on=on)
    record(actor=actor, event=event, subject=into.subject)
    return into


@operation
def split_organ(*, actor: Actor, organ: Organ, into: Sequence[Organ], on: date) -> Organ:
    """The organ ends with its units and posts; `into`, which exist on that day, follow it. Who
    takes which unit is for people to say: they set up the units of the parts.
    """
    if not into or organ.pk in {part.pk for part in into}:
        raise NothingToJoin
    organ = living(organ, on)
    check_maintains_place(actor, organ.jurisdiction)
    for part in into:
        check_maintains_place(actor, part.jurisdiction)
        if not part.in_force_on(on):
            raise NotInForce(name=part.name, field="on")
        OrganSuccession.objects.create(predecessor=organ, successor=part, on=on, how=How.SPLIT)
    close(organ, on)
    event = OrganSplit(name=organ.name, parts=len(into), on=on)
    record(actor=actor, event=event, subject=organ.subject)
    return organ


def _hand_over(organ: Organ, successor: Organ, on: date, how: How) -> None:
    OrganSuccession.objects.create(predecessor=organ, successor=successor, on=on, how=how)
    _move_units(organ, successor)
    _take_place_above(organ, successor)
    close(organ, on)


def _take_place_above(organ: Organ, successor: Organ) -> None:
    """The successor leads whom the organ led. Where it stood below the organ, it moves up to the
    organ's own superior: else it would be led by those whom it leads.
    """
    above = dict(Organ.objects.order_by().values_list("pk", "superior_id"))
    if leads_back(organ.pk, {**above, organ.pk: successor.pk}):
        successor.superior_id = organ.superior_id
        successor.save(update_fields=["superior"])
    led = Organ.objects.filter(superior=organ, valid_to=None)
    led.exclude(pk=successor.pk).update(superior=successor)


def _move_units(organ: Organ, successor: Organ) -> None:
    """Living units and posts keep their identity, and so do those who hold them. What ended below
    a living unit goes with it, because a unit stands in its parent's organ.
    """
    living = Unit.objects.filter(organ=organ, valid_to=None)
    taken = set(successor.units.filter(valid_to=None).values_list("name", flat=True))
    for unit in living.filter(name__in=taken):
        unit.name = name_after_merger(unit.name, organ.short_name or organ.name)
        unit.save(update_fields=["name"])
    living.filter(parent__valid_to__isnull=False).update(parent=None)
    living.filter(parent=None).update(organ=successor)
    while Unit.objects.filter(organ=organ, parent__organ=successor).update(organ=successor):
        pass
    posts = organ.posts.filter(Q(unit__organ=successor) | Q(unit=None, valid_to=None))
    posts.update(organ=successor)
