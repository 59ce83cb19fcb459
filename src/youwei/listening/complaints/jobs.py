"""Run by the worker; each may run twice."""

from contextlib import suppress

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import is_urgent
from youwei.listening.complaints.operations.answering import close
from youwei.listening.complaints.queries.cases import SORTING
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.writing import forget_proofs

_AT_ONCE = 500


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


def judge_urgency() -> int:
    """Cases that wait to be sorted are judged by the rules in force now; returns how many changed.

    A rulebook that was adopted since they came may call others urgent.
    """
    count = 0
    for campaign in Campaign.objects.filter(rulebook_version__isnull=False):
        waiting = Case.objects.filter(campaign=campaign, state__in=SORTING)
        read = waiting.only("channel", "kind", "place", "summary", "text", "urgent")
        changed: dict[bool, list[int]] = {True: [], False: []}
        for case in read.iterator(chunk_size=2_000):
            case.campaign = campaign
            if (urgent := is_urgent(case)) != case.urgent:
                changed[urgent].append(case.pk)
        # Written when all is read: SQLite lets nobody write on top of an old view of the rows.
        for urgent, keys in changed.items():
            for first in range(0, len(keys), _AT_ONCE):
                among = keys[first : first + _AT_ONCE]
                count += waiting.filter(pk__in=among).update(urgent=urgent)
    return count


def forget_spent_proofs() -> int:
    """Proofs of work that have run out and are refused for that; returns how many."""
    return forget_proofs(clock.now())
