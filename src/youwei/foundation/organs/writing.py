"""What operations on organs share: lock the row, end what ends with it."""

from datetime import date, timedelta

from django.db.models import QuerySet

from youwei.foundation.organs.models import Jurisdiction, Organ, Post, Unit
from youwei.foundation.organs.rules.refusals import AlreadyThere, NotInForce, NotYet
from youwei.kernel import clock


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
