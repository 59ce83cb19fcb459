"""The office's queue as a list whose filter can be saved."""

from collections.abc import Collection
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from youwei.foundation.duties.offers import Hit, Place
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import can_triage, triage_scope
from youwei.listening.complaints.queries.cases import newest_rulebook, queue
from youwei.listening.complaints.web.desk_forms import QueueForm


def came(actor: Actor, query: QueryDict, since: datetime, until: datetime, most: int) -> list[int]:
    """Cases that were received in that time."""
    wanted = QueueForm(query, rulebook=newest_rulebook()).wanted()
    rows = queue(actor, wanted).filter(received_at__gt=since, received_at__lte=until)
    return list(rows.order_by("received_at", "id").values_list("pk", flat=True)[:most])


def hits(actor: Actor, keys: Collection[int]) -> dict[int, Hit]:
    rows = triage_scope(actor).filter(pk__in=keys).values_list("pk", "number", "summary")
    return {pk: Hit(number, summary, "cases:case") for pk, number, summary in rows}


QUEUE = Place(
    code="cases",
    label=_("Complaints"),
    view="cases:triage",
    may=can_triage,
    came=came,
    hits=hits,
)
