from datetime import date, timedelta

from django.db.models import QuerySet

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.access import check_maintains_place
from youwei.foundation.organs.models import Jurisdiction, Level, Organ, Post, Unit
from youwei.foundation.organs.rules.entries import check_dates, code_of, name_of, short_name_of
from youwei.foundation.organs.rules.events import (
    JurisdictionAdded,
    OrganAdded,
    OrganEnded,
    OrganPlaced,
)
from youwei.foundation.organs.rules.refusals import AlreadyThere, NotInForce, NotYet, SuperiorLoop
from youwei.foundation.organs.rules.succession import leads_back
from youwei.kernel import clock
from youwei.kernel.actor import Actor


@operation
def add_jurisdiction(
    *,
    actor: Actor,
    code: str,
    name: str,
    level: Level,
    valid_from: date,
    parent: Jurisdiction | None = None,
    valid_to: date | None = None,
) -> Jurisdiction:
    check_maintains_place(actor, parent)
    check_dates(valid_from, valid_to)
    if parent is not None and not parent.in_force_on(valid_from):
        raise NotInForce(name=parent.name, field="valid_from")
    code, name = code_of(code), name_of(name)
    same = Jurisdiction.objects.filter(code=code)
    if same.filter(valid_from=valid_from).exists() or (
        valid_to is None and same.filter(valid_to=None).exists()
    ):
        raise AlreadyThere(name=code, field="code")
    place = Jurisdiction.objects.create(
        code=code, name=name, level=level, parent=parent, valid_from=valid_from, valid_to=valid_to
    )
    event = JurisdictionAdded(code=code, name=name)
    record(actor=actor, event=event, subject=f"jurisdiction:{place.pk}")
    return place


@operation
def add_organ(
    *,
    actor: Actor,
    jurisdiction: Jurisdiction,
    name: str,
    valid_from: date,
    short_name: str = "",
    group: str = "",
    superior: Organ | None = None,
    valid_to: date | None = None,
) -> Organ:
    """`group` is a code of the rulebook's comparison groups; empty: compared with nobody."""
    check_maintains_place(actor, jurisdiction)
    check_dates(valid_from, valid_to)
    name = name_of(name)
    if valid_to is None:
        check_name_free(jurisdiction, name)
    organ = Organ.objects.create(
        jurisdiction=jurisdiction,
        name=name,
        short_name=short_name_of(short_name),
        group=group,
        superior=superior,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    event = OrganAdded(name=name, valid_from=valid_from)
    record(actor=actor, event=event, subject=organ.subject)
    return organ


@operation
def place_organ(*, actor: Actor, organ: Organ, group: str, superior: Organ | None) -> Organ:
    """Puts the organ into another comparison group or under another superior."""
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    check_maintains_place(actor, organ.jurisdiction)
    above = dict(Organ.objects.order_by().values_list("pk", "superior_id"))
    if superior is not None and leads_back(organ.pk, {**above, organ.pk: superior.pk}):
        raise SuperiorLoop(field="superior")
    event = OrganPlaced(
        group_before=organ.group,
        group=group,
        superior_before=organ.superior_id,
        superior=superior.pk if superior else None,
    )
    organ.group, organ.superior = group, superior
    organ.save(update_fields=["group", "superior"])
    record(actor=actor, event=event, subject=organ.subject)
    return organ


@operation
def end_organ(*, actor: Actor, organ: Organ, on: date) -> Organ:
    """The organ is dissolved on that day, with its units and posts; nobody follows it."""
    organ = living(organ, on)
    check_maintains_place(actor, organ.jurisdiction)
    close(organ, on)
    record(actor=actor, event=OrganEnded(name=organ.name, on=on), subject=organ.subject)
    return organ


def living(organ: Organ, on: date) -> Organ:
    """The organ, locked, if it can end or change on that day. Raises NotInForce or NotYet."""
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    if on > clock.today():
        raise NotYet(field="on")
    if organ.valid_to is not None or on <= organ.valid_from:
        raise NotInForce(name=organ.name, field="on")
    return organ


def close(organ: Organ, on: date) -> None:
    """Ends the organ and what it still has."""
    end_all(organ.posts.filter(valid_to=None), on)
    end_all(organ.units.filter(valid_to=None), on)
    organ.valid_to = on
    organ.save(update_fields=["valid_to"])


def end_all(rows: QuerySet[Unit] | QuerySet[Post], on: date) -> None:
    """What was to begin on that day or later keeps its first day, the shortest that a row can."""
    for row in rows.filter(valid_from__gte=on):
        row.valid_to = row.valid_from + timedelta(days=1)
        row.save(update_fields=["valid_to"])
    rows.filter(valid_from__lt=on).update(valid_to=on)


def check_name_free(jurisdiction: Jurisdiction, name: str) -> None:
    if Organ.objects.filter(jurisdiction=jurisdiction, name=name, valid_to=None).exists():
        raise AlreadyThere(name=name, field="name")
