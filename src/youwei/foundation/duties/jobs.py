"""Run by the worker. Each may run twice, or be cut off: what is done is not done again."""

import logging

from django.db import IntegrityError

from youwei.foundation.campaigns.queries import open_on
from youwei.foundation.duties.models import SavedSearch
from youwei.foundation.duties.offers import came_in
from youwei.foundation.duties.operations.following import escalate, recompute
from youwei.foundation.duties.operations.searches import keep_news
from youwei.foundation.duties.queries import climbing, provisional
from youwei.foundation.people.queries import actor_for
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM

log = logging.getLogger(__name__)


def remind_and_escalate() -> int:
    """Climbs every rung that has come; returns how many."""
    count = 0
    for campaign in open_on(clock.today()):
        for duty, rung in climbing(campaign, clock.today()):
            try:
                escalate(actor=SYSTEM, duty=duty, rung=rung)
            except IntegrityError:
                log.info("rung %s of %s was climbed by another worker", rung.code, duty.number)
                continue
            count += 1
    return count


def recompute_provisional_dates() -> int:
    """After a new calendar: dates that were provisional become final; returns how many."""
    count = 0
    for duty in provisional(calendar()):
        recompute(actor=SYSTEM, duty=duty)
        count += 1
    return count


def gather_news() -> int:
    """What came in since the last look and fits a saved search, for whoever saved it as they may
    read today; returns for how many searches there is something. A look that finds nothing new is
    taken further back the next time.
    """
    count, until = 0, clock.now()
    for search in SavedSearch.objects.select_related("account").order_by("id"):
        actor = actor_for(search.account, clock.today())
        found = came_in(search, actor, until)
        if found or search.news:
            keep_news(actor=SYSTEM, search=search, news=found, until=until)
        count += bool(found)
    return count
