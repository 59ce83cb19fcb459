"""Run by the worker; each may run twice."""

from contextlib import suppress

from youwei.foundation.people.models import Proposal
from youwei.foundation.people.operations import expire_proposal
from youwei.foundation.people.rules.proposals import ProposalState
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState


def expire_proposals() -> int:
    """Those that nobody confirmed in time; returns how many."""
    count = 0
    over = Proposal.objects.filter(state=ProposalState.PROPOSED, expires_at__lte=clock.now())
    for proposal in over.order_by("id"):
        with suppress(WrongState):  # another worker was first
            expire_proposal(actor=SYSTEM, proposal=proposal)
            count += 1
    return count
