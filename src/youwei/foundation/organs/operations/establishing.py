from datetime import date

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.access import check_maintains_place
from youwei.foundation.organs.models import Jurisdiction, Level, Organ
from youwei.foundation.organs.rules.entries import check_dates, code_of, name_of, short_name_of
from youwei.foundation.organs.rules.events import (
    JurisdictionAdded,
    OrganAdded,
    OrganEnded,
    OrganPlaced,
)
from youwei.foundation.organs.rules.refusals import AlreadyThere, NotInForce, SuperiorLoop
from youwei.foundation.organs.rules.succession import leads_back
from youwei.foundation.organs.writing import check_name_free, close, living
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
