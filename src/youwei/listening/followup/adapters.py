"""What happens to a transfer when its case goes another way."""

from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case
from youwei.listening.followup.operations.transfers import drop
from youwei.listening.followup.queries.transfers import pending_of


def leave(*, actor: Actor, case: Case, event: Event) -> None:
    transfer = pending_of(case)
    if transfer is not None:
        drop(actor=SYSTEM, transfer=transfer)
