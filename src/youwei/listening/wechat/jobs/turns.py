"""What becomes of a case, for whoever follows it. Called in the same transaction."""

from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules import events
from youwei.listening.wechat.access import account
from youwei.listening.wechat.operations import forget_case, queue_notice
from youwei.listening.wechat.queries.followers import followers

ENDS = (events.CaseClosed, events.CaseRefused, events.CaseForwarded)
MOVES: tuple[type[Event], ...] = (
    events.CaseAccepted,
    events.CaseMerged,
    events.CaseSplit,
    events.CaseDispatched,
    events.CaseRecalled,
    events.CaseAnswered,
    events.CaseResumed,
    events.CaseReopened,
    events.MessageAdded,
    *ENDS,
)
GOODBYES: tuple[type[Event], ...] = (
    events.CaseWithdrawn,
    events.WriterErased,
    events.CaseEmptied,
)


def moved(*, actor: Actor, case: Case, event: Event) -> None:
    """Those of a case that was merged are told what becomes of the one that leads it. Without an
    account nobody is told, but what ends is forgotten all the same.
    """
    if isinstance(event, events.MessageAdded) and event.from_writer:
        return
    if account() is None and not isinstance(event, ENDS):
        return
    numbers = [case.number, *case.merged.values_list("number", flat=True)]
    if followers(numbers).exists():
        queue_notice(actor=SYSTEM, numbers=numbers, ended=isinstance(event, ENDS))


def over(*, actor: Actor, case: Case, event: Event) -> None:
    if followers([case.number]).exists():
        forget_case(actor=SYSTEM, case=case)
