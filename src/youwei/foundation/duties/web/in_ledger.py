"""The ledger as a list whose filter can be saved."""

from collections.abc import Collection
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from youwei.foundation.duties.access import visible_to
from youwei.foundation.duties.offers import Hit, Place
from youwei.foundation.duties.queries import ledger
from youwei.foundation.duties.web.forms import LedgerForm
from youwei.foundation.organs.models import Organ
from youwei.kernel.actor import Actor


def came(actor: Actor, query: QueryDict, since: datetime, until: datetime, most: int) -> list[int]:
    """Duties that were assigned in that time."""
    wanted = LedgerForm(query, organs=Organ.objects.all()).wanted()
    rows = ledger(actor, wanted).filter(assigned_at__gt=since, assigned_at__lte=until)
    return list(rows.order_by("assigned_at", "id").values_list("pk", flat=True)[:most])


def hits(actor: Actor, keys: Collection[int]) -> dict[int, Hit]:
    rows = visible_to(actor).filter(pk__in=keys).values_list("pk", "number", "title")
    return {pk: Hit(number, title, "duties:duty") for pk, number, title in rows}


LEDGER = Place(
    code="ledger",
    label=_("Ledger"),
    view="duties:ledger",
    may=lambda actor: actor.is_staff,
    came=came,
    hits=hits,
)
