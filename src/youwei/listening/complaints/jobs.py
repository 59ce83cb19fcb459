"""Run by the worker; each may run twice."""

from contextlib import suppress

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.answering import close
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.writing import forget_proofs


def close_after_window() -> int:
    """Answered cases whose writers had their time to rate or reopen; returns how many."""
    over = Case.objects.filter(
        state=State.ANSWERED, rate_until__lt=clock.today(), reopen_until__lt=clock.today()
    )
    count = 0
    for case in over.order_by("id"):
        with suppress(WrongState):  # another worker, or the writer, was first
            close(actor=SYSTEM, case=case)
            count += 1
    return count


def forget_spent_proofs() -> int:
    """Proofs of work that have run out and are refused for that; returns how many."""
    return forget_proofs(clock.now())
