"""Every move of a duty as a call of its operation."""

from collections.abc import Callable, Mapping
from functools import partial

from django.db import transaction

from tests.foundation.duties.parties import Parties
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.rules.states import State
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import Refusal

Run = Callable[[Parties, Actor, Duty], object]
WHY = "理由在此"

MOVES: Mapping[str, Run] = {
    "accept": lambda p, a, d: assigning.accept(actor=a, duty=d),
    "object": lambda p, a, d: assigning.object_to(actor=a, duty=d, reason=WHY),
    "uphold": lambda p, a, d: assigning.reject_objection(actor=a, duty=d, reason=WHY),
    "reassign": lambda p, a, d: assigning.reassign(actor=a, duty=d, owner=p.province.agency),
    "offer": lambda p, a, d: assigning.offer_transfer(
        actor=a, duty=d, organ=p.province.agency, reason=WHY
    ),
    "take_over": lambda p, a, d: assigning.take_over(actor=a, duty=d),
    "decline": lambda p, a, d: assigning.decline_transfer(actor=a, duty=d, reason=WHY),
    "report": lambda p, a, d: handling.report(actor=a, duty=d, result=WHY),
    "verify": lambda p, a, d: checking.verify(actor=a, duty=d, finding=WHY),
    "send_back": lambda p, a, d: checking.send_back(actor=a, duty=d, reason=WHY),
    "reopen": lambda p, a, d: checking.reopen(actor=a, duty=d, reason=WHY),
    "recall": lambda p, a, d: assigning.recall(actor=a, duty=d, reason=WHY),
}
WORDY = {
    "object": "reason",
    "uphold": "reason",
    "offer": "reason",
    "decline": "reason",
    "report": "result",
    "verify": "finding",
    "send_back": "reason",
    "reopen": "reason",
    "recall": "reason",
}


WITH_WORDS: Mapping[str, Callable[[Parties], Callable[..., object]]] = {
    "object": lambda p: assigning.object_to,
    "uphold": lambda p: assigning.reject_objection,
    "offer": lambda p: partial(assigning.offer_transfer, organ=p.province.agency),
    "decline": lambda p: assigning.decline_transfer,
    "report": lambda p: handling.report,
    "verify": lambda p: checking.verify,
    "send_back": lambda p: checking.send_back,
    "reopen": lambda p: checking.reopen,
    "recall": lambda p: assigning.recall,
}


class Undone(Exception):
    """Takes back what was tried."""


def outcome(run: Callable[[], object], duty: Duty) -> State | None:
    """The state in which the attempt leaves the duty, None where it is refused. Taken back."""
    after: State | None = None
    try:
        with transaction.atomic():
            run()
            after = State(Duty.objects.get(pk=duty.pk).state)
            raise Undone
    except Undone:
        return after
    except Refusal:
        return None
