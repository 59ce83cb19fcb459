"""What of an export is erased after its time (C-46), as `foundation.retention` asks for it."""

from collections.abc import Sequence
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.exports.models import Export
from youwei.foundation.exports.operations import empty_export
from youwei.foundation.exports.rules.states import State
from youwei.foundation.retention.offers import Kept, Key
from youwei.kernel import clock
from youwei.kernel.actor import Actor


def _due(campaign: Campaign | None, until: date, most: int) -> list[int]:
    over = Export.objects.exclude(state__in=[State.REQUESTED, State.APPROVED])
    found = over.filter(emptied_at=None, expires_at__lt=clock.after(until))
    return list(found.order_by("pk").values_list("pk", flat=True)[:most])


def _erase(actor: Actor, keys: Sequence[Key]) -> int:
    exports = list(Export.objects.filter(pk__in=keys).order_by("pk"))
    for export in exports:
        empty_export(actor=actor, export=export)
    return len(exports)


KEPT = Kept(
    code="export",
    by_campaign=False,
    due=_due,
    erase=_erase,
    subject=lambda key: f"export:{key}",
)
