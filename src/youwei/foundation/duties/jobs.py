"""Run by the worker. Each may run twice, or be cut off: what is done is not done again."""

import logging

from django.db import IntegrityError

from youwei.foundation.campaigns.queries import open_on
from youwei.foundation.duties.operations.following import escalate, recompute
from youwei.foundation.duties.queries import climbing, provisional
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
