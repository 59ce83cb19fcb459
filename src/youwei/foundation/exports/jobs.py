"""Run by the worker; each may run twice."""

from contextlib import suppress

from youwei.foundation.exports.models import Export
from youwei.foundation.exports.operations import expire_export
from youwei.foundation.exports.rules.states import State
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState


def expire_exports() -> int:
    """Requests that nobody decided, and what was not downloaded in time; returns how many."""
    over = Export.objects.filter(
        state__in=[State.REQUESTED, State.APPROVED], expires_at__lte=clock.now()
    )
    count = 0
    for export in over.order_by("id"):
        with suppress(WrongState):  # another worker was first
            expire_export(actor=SYSTEM, export=export)
            count += 1
    return count
