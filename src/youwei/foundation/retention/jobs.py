"""Run by the worker; each may run twice."""

from contextlib import suppress

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.retention import writing
from youwei.foundation.retention.models import Disposal
from youwei.foundation.retention.offers import Kept, classes
from youwei.foundation.retention.operations import dispose_by_rule as dispose
from youwei.foundation.retention.operations import expire_disposal, note_traces
from youwei.foundation.retention.queries import in_force, traces_may_stand
from youwei.foundation.retention.rules.refusals import NothingDue
from youwei.foundation.retention.rules.states import State
from youwei.foundation.retention.rules.terms import AT_ONCE, GRACE
from youwei.foundation.rulebook.rules.publishing import Disposal as Who
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import WrongState

ROUNDS = 100  # lists of one class in one night


def dispose_by_rule() -> int:
    """What the rule disposes of alone, and what two persons left undone for thirty days; returns
    how many records are gone. Lists that nobody confirmed lapse.
    """
    _expire()
    count = 0
    campaigns = list(Campaign.objects.filter(rulebook_version__isnull=False).order_by("pk"))
    for kept in classes():
        for campaign in campaigns if kept.by_campaign else [None]:
            count += _dispose(kept, campaign)
    return count


def count_rows() -> int:
    """Before traces are removed: where SQLite is built to keep samples of values, what was erased
    stands in none of them then.
    """
    writing.count_rows()
    return 0


def remove_traces() -> int:
    """Nothing, unless something was erased since it was done last; returns how many tables were
    left as they are.
    """
    return clear_disk() if traces_may_stand() else 0


def clear_disk(*, whole: bool = False) -> int:
    """The same at once, and for tables of any size if `whole`."""
    begun = clock.now()
    left = writing.remove_traces(whole=whole)
    note_traces(actor=SYSTEM, begun=begun, left=left)
    return left


def _dispose(kept: Kept, campaign: Campaign | None) -> int:
    rule = in_force(kept.code, campaign)
    if rule is None:
        return 0
    alone = rule.kept.disposal is Who.BY_RULE
    day = clock.today() if alone else clock.today() - GRACE
    count = 0
    for _ in range(ROUNDS):
        try:
            made = dispose(actor=SYSTEM, code=kept.code, campaign=campaign, day=day)
        except NothingDue:
            break
        count += made.erased
        if made.listed < AT_ONCE or not made.erased:
            break
    return count


def _expire() -> None:
    over = Disposal.objects.filter(state=State.PREPARED, expires_at__lte=clock.now())
    for disposal in over.order_by("id"):
        with suppress(WrongState):  # another worker was first
            expire_disposal(actor=SYSTEM, disposal=disposal)
