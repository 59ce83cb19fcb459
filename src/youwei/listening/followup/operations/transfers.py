"""转送: the office answers for the matter until the other body has confirmed that it has it."""

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.rulebook.queries import calendar
from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, ActorKind
from youwei.kernel.deadlines import due
from youwei.kernel.events import Event
from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.kernel.words import clean_label
from youwei.listening.complaints.models import Case, Statement
from youwei.listening.complaints.operations.erasing import empty
from youwei.listening.complaints.operations.sending import forward
from youwei.listening.complaints.rules.refusals import LeadsOthers, NoStatement
from youwei.listening.complaints.writing import locked
from youwei.listening.followup.access.transfers import (
    TRANSFERABLE,
    check_move,
    check_transfers,
)
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.queries.transfers import door_of, pending_of
from youwei.listening.followup.rules import events
from youwei.listening.followup.rules.refusals import ConsentMissing, NotCarried, TransferRuns
from youwei.listening.followup.rules.transferring import State
from youwei.listening.followup.writing import MARK_LIMIT, held_transfer, needed


@operation
def prepare(*, actor: Actor, case: Case, door: str, carries: Carries) -> Transfer:
    """Where to and what goes along. Words of the writer wait for the consent to this body: what
    they agreed to pass on to an organ is not meant for others. Without words it is sent at once.
    """
    case = locked(case)
    check_transfers(actor, case)
    if case.state not in TRANSFERABLE:
        raise WrongState
    if case.merged.exists():
        raise LeadsOthers
    if pending_of(case) is not None:
        raise TransferRuns
    doors = {known.code: known for known in following(case.campaign).transfers}
    if door not in doors or carries not in doors[door].may_carry:
        raise NotCarried(field="carries")
    if carries is Carries.STATEMENT and not _has_statement(case):
        raise NoStatement(field="carries")
    transfer = Transfer.objects.create(case=case, door=door, carries=carries)
    _track(actor, transfer, events.TransferPrepared(door=door, carries=carries))
    if carries is Carries.NOTHING:
        transfer = send(actor=actor, transfer=transfer)
    return transfer


@operation
def agree(*, actor: Actor, transfer: Transfer) -> Transfer:
    """The writer lets the words go to this body, and to no other."""
    transfer = held_transfer(transfer)
    check_move(actor, transfer, "refuse")  # who may refuse may agree
    transfer.consented_at = clock.now()
    transfer.save(update_fields=["consented_at"])
    _track(actor, transfer, events.TransferAgreed(door=transfer.door))
    return transfer


@operation
def refuse(*, actor: Actor, transfer: Transfer) -> Transfer:
    """The writer does not want the words to go there: the matter stays here."""
    transfer = held_transfer(transfer)
    return _move(actor, transfer, "refuse", check_move(actor, transfer, "refuse"))


@operation
def send(*, actor: Actor, transfer: Transfer) -> Transfer:
    """Out of the house. The writer reads where to and by when, at once."""
    transfer = held_transfer(transfer)
    after = check_move(actor, transfer, "send")
    if transfer.carries != Carries.NOTHING and transfer.consented_at is None:
        raise ConsentMissing
    deadline = due(clock.today(), door_of(transfer).confirm, calendar())
    transfer.sent_at = clock.now()
    transfer.confirm_on, transfer.confirm_provisional = deadline.on, deadline.provisional
    return _move(actor, transfer, "send", after)


@operation
def confirm(*, actor: Actor, transfer: Transfer, mark: str) -> Transfer:
    """The other body has it, under its own `mark`: the case ends here. Of a matter for the
    discipline body nothing more than number, days and body is kept (C-09).
    """
    transfer = held_transfer(transfer)
    after = check_move(actor, transfer, "confirm")
    door = door_of(transfer)
    transfer.mark = clean_label(mark, limit=MARK_LIMIT, field="mark")
    if not transfer.mark:
        raise Invalid(field="mark")
    deadline = due(clock.today(), door.answer, calendar())
    transfer.confirmed_at = clock.now()
    transfer.answer_on, transfer.answer_provisional = deadline.on, deadline.provisional
    _move(actor, transfer, "confirm", after)
    forward(actor=actor, case=transfer.case, door=door.code)
    if not door.keeps_content:
        empty(actor=SYSTEM, case=transfer.case)
    return transfer


@operation
def take_back(*, actor: Actor, transfer: Transfer, reason: str) -> Transfer:
    """The other body sent it back: the matter is the office's, as it was all the time."""
    transfer = held_transfer(transfer)
    after = check_move(actor, transfer, "return")
    transfer.reason = needed(reason)
    return _move(actor, transfer, "return", after)


@operation
def give_up(*, actor: Actor, transfer: Transfer) -> Transfer:
    transfer = held_transfer(transfer)
    return _move(actor, transfer, "give_up", check_move(actor, transfer, "give_up"))


@operation
def drop(*, actor: Actor, transfer: Transfer) -> Transfer:
    """The case went another way: sent to an organ, merged, refused or withdrawn."""
    transfer = held_transfer(transfer)
    return _move(actor, transfer, "give_up", check_move(actor, transfer, "give_up"))


@operation
def remind(*, actor: Actor, transfer: Transfer) -> Transfer:
    """Not confirmed in time: it stands out in the office's list, once and for all to see."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    transfer = held_transfer(transfer)
    transfer.reminded_at = transfer.reminded_at or clock.now()
    transfer.save(update_fields=["reminded_at"])
    _track(actor, transfer, events.TransferReminded(door=transfer.door))
    return transfer


def _has_statement(case: Case) -> bool:
    found = Statement.objects.filter(case=case).first()
    return found is not None and found.in_force


def _move(actor: Actor, transfer: Transfer, move: str, after: State) -> Transfer:
    transfer.state = after
    if after not in {State.PREPARED, State.SENT}:
        transfer.ended_at = clock.now()
    transfer.save()
    _track(actor, transfer, events.TransferMoved(door=transfer.door, move=move, state=after))
    return transfer


def _track(actor: Actor, transfer: Transfer, event: Event) -> None:
    """Part of the case's history: who reads the case may know where it went."""
    case = transfer.case
    record(actor=actor, event=event, subject=case.subject, campaign_id=case.campaign_id)
