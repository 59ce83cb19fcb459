"""Quarters that were released, and such as can be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel.deadlines import due
from youwei.listening.figures.models import Release
from youwei.listening.figures.queries.tables import groups_of, scale_of
from youwei.listening.figures.rules.counting import within
from youwei.listening.figures.rules.facts import Facts, told_to_all
from youwei.listening.figures.rules.quarters import Quarter, quarters
from youwei.listening.figures.rules.releasing import released


def open_to_all() -> QuerySet[Release]:
    """The newest first, of all campaigns."""
    return Release.objects.select_related("campaign__jurisdiction").order_by("-starts", "-id")


def ripe(campaign: Campaign, today: date) -> Iterator[Quarter]:
    """Quarters that ended long enough ago for late words to be in, and are not released yet."""
    after = rules_of(campaign).publication.figures
    if after is None:
        return
    made = set(Release.objects.filter(campaign=campaign).values_list("starts", flat=True))
    for quarter in quarters(campaign.starts, today):
        if quarter.starts not in made and due(quarter.ends, after.term, calendar()).on < today:
            yield quarter


def tables_for(facts: Facts, campaign: Campaign, quarter: Quarter) -> list[dict[str, Any]]:
    """Without any case about conduct, and without any that may still turn out so (C-08). Empty
    where nothing was counted.
    """
    chosen = within(facts, told_to_all(facts), quarter.starts, quarter.ends)
    if not chosen.any():
        return []
    threshold = rules_of(campaign).publication.suppression.threshold
    return released(facts, chosen, groups_of(campaign), threshold, scale_of(campaign))
