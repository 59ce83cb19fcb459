"""Internal units and posts of an organ."""

from datetime import date

from django.db.models import QuerySet

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.access import check_maintains_place
from youwei.foundation.organs.models import Mark, Organ, Post, Unit
from youwei.foundation.organs.rules.entries import name_of
from youwei.foundation.organs.rules.events import PostAdded, PostEnded, UnitAdded, UnitEnded
from youwei.foundation.organs.rules.refusals import (
    AlreadyThere,
    NotInForce,
    NotYet,
    OfAnotherOrgan,
)
from youwei.foundation.organs.writing import end_all
from youwei.kernel import clock
from youwei.kernel.actor import Actor


@operation
def add_unit(
    *, actor: Actor, organ: Organ, name: str, valid_from: date, parent: Unit | None = None
) -> Unit:
    check_maintains_place(actor, organ.jurisdiction)
    name = name_of(name)
    _check_joins(organ, parent, valid_from)
    if organ.units.filter(name=name, valid_to=None).exists():
        raise AlreadyThere(name=name, field="name")
    unit = Unit.objects.create(organ=organ, name=name, parent=parent, valid_from=valid_from)
    record(actor=actor, event=UnitAdded(unit=unit.pk, name=name), subject=organ.subject)
    return unit


@operation
def end_unit(*, actor: Actor, unit: Unit, on: date) -> Unit:
    """The unit ends with its posts and with the units below it."""
    unit = Unit.objects.select_for_update().select_related("organ__jurisdiction").get(pk=unit.pk)
    check_maintains_place(actor, unit.organ.jurisdiction)
    _check_can_end(unit, unit.name, on)
    branch = {unit.pk}
    while below := set(_children(branch)):
        branch |= below
    end_all(Post.objects.filter(unit__in=branch, valid_to=None), on)
    end_all(Unit.objects.filter(pk__in=branch), on)
    unit.valid_to = on
    event = UnitEnded(unit=unit.pk, name=unit.name, on=on)
    record(actor=actor, event=event, subject=unit.organ.subject)
    return unit


@operation
def add_post(
    *,
    actor: Actor,
    organ: Organ,
    title: str,
    mark: Mark,
    valid_from: date,
    unit: Unit | None = None,
) -> Post:
    check_maintains_place(actor, organ.jurisdiction)
    title = name_of(title, field="title")
    _check_joins(organ, unit, valid_from)
    post = Post.objects.create(
        organ=organ, unit=unit, title=title, mark=Mark(mark), valid_from=valid_from
    )
    event = PostAdded(post=post.pk, name=title, mark=post.mark)
    record(actor=actor, event=event, subject=organ.subject)
    return post


@operation
def end_post(*, actor: Actor, post: Post, on: date) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("organ").get(pk=post.pk)
    check_maintains_place(actor, post.organ.jurisdiction)
    _check_can_end(post, post.title, on)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    event = PostEnded(post=post.pk, name=post.title, on=on)
    record(actor=actor, event=event, subject=post.organ.subject)
    return post


def _check_joins(organ: Organ, unit: Unit | None, valid_from: date) -> None:
    if not organ.in_force_on(valid_from):
        raise NotInForce(name=organ.name, field="valid_from")
    if unit is not None and unit.organ_id != organ.pk:
        raise OfAnotherOrgan(field="unit")
    if unit is not None and not unit.in_force_on(valid_from):
        raise NotInForce(name=unit.name, field="valid_from")


def _check_can_end(thing: Unit | Post, name: str, on: date) -> None:
    if on > clock.today():
        raise NotYet(field="on")
    if thing.valid_to is not None or on <= thing.valid_from:
        raise NotInForce(name=name, field="on")


def _children(branch: set[int]) -> QuerySet[Unit, int]:
    living = Unit.objects.filter(parent__in=branch, valid_to=None).exclude(pk__in=branch)
    return living.order_by().values_list("pk", flat=True)
