"""Who sorts a case transfers it; its writer agrees or refuses."""

from django.db.models import QuerySet

from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import Refusal
from youwei.listening.complaints.access import check_triages_case, check_writer, sorts_case_of
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.rules.transferring import TRANSFER, Party, State

TRANSFERABLE = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED})


def visible_to(actor: Actor) -> QuerySet[Transfer]:
    if actor.kind is ActorKind.SYSTEM:
        return Transfer.objects.all()
    return Transfer.objects.filter(sorts_case_of(actor))


def check_transfers(actor: Actor, case: Case) -> None:
    check_triages_case(actor, case)


def can_transfer(actor: Actor, case: Case) -> bool:
    """Also whether the case is in a state from which it can go elsewhere."""
    if case.state not in TRANSFERABLE:
        return False
    try:
        check_transfers(actor, case)
    except Refusal:
        return False
    return True


def check_move(actor: Actor, transfer: Transfer, move: str) -> State:
    if actor.kind is ActorKind.SYSTEM:
        return TRANSFER.after(State(transfer.state), move, Party.CASE)
    if actor.kind is ActorKind.CITIZEN:
        check_writer(actor, transfer.case)
        return TRANSFER.after(State(transfer.state), move, Party.WRITER)
    check_transfers(actor, transfer.case)
    return TRANSFER.after(State(transfer.state), move, Party.TRIAGE)
