"""How suggestions of the models fared with those who decided; nobody is named or measured."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from youwei.foundation.campaigns.models import Campaign
from youwei.listening.sorting.models import Weighed
from youwei.listening.sorting.rules.targets import MODEL, Target

LATEST: Final = 4_000  # decisions that are looked at


@dataclass(frozen=True, slots=True)
class Practice:
    """Decisions before which the model spoke, those of them that took its answer, and those before
    which it said nothing.
    """

    spoken: int
    taken: int
    silent: int


def in_practice(campaign: Campaign) -> Mapping[Target, Practice]:
    """Of the latest decisions; one query."""
    rows = Weighed.objects.filter(case__campaign=campaign, source=MODEL).order_by("-pk")
    told = rows.values_list("target", "suggested", "decided")[:LATEST]
    spoken, taken, silent = Counter[str](), Counter[str](), Counter[str]()
    for target, suggested, decided in told:
        if not suggested:
            silent[target] += 1
            continue
        spoken[target] += 1
        # A model names the uppermost category; whoever decides may name one that stands under it.
        taken[target] += decided == suggested or decided.startswith(f"{suggested}.")
    return {one: Practice(spoken[one], taken[one], silent[one]) for one in Target}
