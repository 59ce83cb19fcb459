"""Run by the worker; each may run twice."""

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.figures.operations import keep_facts, release
from youwei.listening.figures.queries.facts import LIVE, facts_of
from youwei.listening.figures.queries.releases import ripe, tables_for


def keep_facts_of_large_campaigns() -> int:
    """Those whose figures would take too long to count at each look; returns how many."""
    count = 0
    for campaign in Campaign.objects.filter(rulebook_version__isnull=False).order_by("id"):
        if Case.objects.filter(campaign=campaign)[LIVE : LIVE + 1].exists():
            keep_facts(actor=SYSTEM, campaign=campaign)
            count += 1
    return count


def release_quarters() -> int:
    """Quarters that are over and whose answers had their time to be rated; returns how many. A
    quarter in which nothing was counted is left out.
    """
    count = 0
    for campaign in Campaign.objects.filter(rulebook_version__isnull=False).order_by("id"):
        waiting = tuple(ripe(campaign, clock.today()))
        if not waiting:
            continue
        facts = facts_of(campaign).facts
        for quarter in waiting:
            tables = tables_for(facts, campaign, quarter)
            if tables:
                release(actor=SYSTEM, campaign=campaign, quarter=quarter, tables=tables)
                count += 1
    return count
