"""Run by the worker; each may run twice."""

from youwei.foundation.campaigns.queries import open_on
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.sorting.models import Learned
from youwei.listening.sorting.operations.learning import keep_models
from youwei.listening.sorting.queries.lessons import newest_decision
from youwei.listening.sorting.queries.teaching import teach


def learn_anew() -> int:
    """Every campaign in which something was decided since; returns how many learned."""
    count = 0
    for campaign in open_on(clock.today()).filter(rulebook_version__isnull=False).order_by("pk"):
        newest = newest_decision(campaign)
        last = Learned.objects.filter(campaign=campaign).order_by("-version").first()
        if newest == 0 or (last is not None and last.newest_event == newest):
            continue
        taught = teach(campaign)
        if taught:
            keep_models(actor=SYSTEM, campaign=campaign, taught=taught)
            count += 1
    return count
