"""How many there were, for the office: quarters that are over, above the threshold (C-37)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.disclosures.access import check_counts_of
from youwei.listening.disclosures.models import Disclosure
from youwei.stats.suppression import family, hide


@dataclass(frozen=True, slots=True)
class Quarter:
    """A number is None where it is hidden."""

    year: int
    quarter: int
    received: int | None
    told: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """`threshold`: fewer are not shown, nor anything that would give them away."""

    quarters: tuple[Quarter, ...]
    received: int | None
    told: int | None
    threshold: int


def counts(actor: Actor, campaign: Campaign) -> Counts:
    """Of the place's own body and of the one above it together: one query. By the days on which
    they came in and on which a result was told: neither can be dated back.
    """
    check_counts_of(actor, campaign)
    days = list(
        Disclosure.objects.filter(campaign=campaign)
        .order_by()
        .values_list("received_on", "told_on")
    )
    received = Counter(_quarter(came) for came, _ in days)
    told = Counter(_quarter(day) for _, day in days if day is not None)
    over = _quarters(campaign.starts, clock.today())
    threshold = rules_of(campaign).publication.suppression.threshold
    came_shown, came_all = _shown([received[one] for one in over], threshold)
    told_shown, told_all = _shown([told[one] for one in over], threshold)
    lines = zip(over, came_shown, told_shown, strict=True)
    return Counts(
        tuple(Quarter(year, number, came, end) for (year, number), came, end in lines),
        came_all,
        told_all,
        threshold,
    )


def _shown(values: list[int], threshold: int) -> tuple[list[int | None], int | None]:
    """The cells and their total, hidden together."""
    if not values:
        return [], 0
    cells = [*([n] for n in range(len(values))), list(range(len(values)))]
    hidden = hide(family(len(values), cells), np.array(values, dtype=float), threshold)
    shown = [
        None if away else value for value, away in zip([*values, sum(values)], hidden, strict=True)
    ]
    return shown[:-1], shown[-1]


def _quarters(first: date, today: date) -> list[tuple[int, int]]:
    """Those that are over."""
    found, (year, number) = [], _quarter(first)
    while (year, number) < _quarter(today):
        found.append((year, number))
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return found


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1
