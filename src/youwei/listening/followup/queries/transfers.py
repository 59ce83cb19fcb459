"""Transfers under way, and what the writer is told of the last one."""

from collections.abc import Sequence

from django.db.models import QuerySet

from youwei.foundation.rulebook.rules.following import TransferDoor
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.followup.access.transfers import visible_to
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules.transferring import PENDING, State

PENDING_STATES = tuple(sorted(state.value for state in PENDING))


def under_way(actor: Actor) -> QuerySet[Transfer]:
    """What other bodies have not confirmed, by date."""
    found = visible_to(actor).filter(state__in=PENDING_STATES)
    return found.select_related("case__campaign").order_by("confirm_on", "id")


def last_of(case: Case) -> Transfer | None:
    found: Transfer | None = case.transfers.select_related("case__campaign").first()
    return found


def pending_of(case: Case) -> Transfer | None:
    return case.transfers.filter(state__in=PENDING_STATES).first()


def under_way_among(cases: Sequence[Case]) -> frozenset[int]:
    """Keys of those that are on their way to another body; one query."""
    found = Transfer.objects.filter(case__in=cases, state__in=PENDING_STATES)
    return frozenset(found.values_list("case", flat=True))


def door_of(transfer: Transfer) -> TransferDoor:
    return following(transfer.case.campaign).transfer(transfer.door)


def unconfirmed() -> QuerySet[Transfer]:
    """Sent, past its day, and nobody was reminded yet."""
    return Transfer.objects.filter(
        state=State.SENT, confirm_on__lt=clock.today(), reminded_at=None
    ).order_by("id")


def waiting(actor: Actor) -> int:
    return visible_to(actor).filter(state=State.SENT, confirm_on__lt=clock.today()).count()
