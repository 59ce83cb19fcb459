"""Run by the worker; each may run twice."""

from datetime import timedelta
from typing import Final

from django.db.models import Max

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import open_on, rules_of
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.matters.models import HotSpot, Matter, Sketch
from youwei.listening.matters.operations.grouping import propose
from youwei.listening.matters.operations.heating import raise_hot_spot, settle
from youwei.listening.matters.operations.sketching import sketch
from youwei.listening.matters.queries.heat import arrivals_of, clusters, terms_for
from youwei.listening.matters.queries.store import RECIPE, STORE
from youwei.listening.matters.rules.heat import Arrivals, Terms, has_settled, is_hot
from youwei.listening.matters.rules.states import HOT, LIVING

_BATCH: Final = 1_000
_LATE: Final = 2_000  # a case may become visible after one with a higher key
_LOOK_BACK: Final = timedelta(days=2)


def sketch_new() -> int:
    """Cases that cannot be compared yet; returns how many were prepared."""
    done = Sketch.objects.filter(recipe=RECIPE)
    floor = (done.aggregate(last=Max("case_id"))["last"] or 0) - _LATE
    count = 0
    while (
        cases := list(
            Case.objects.filter(pk__gt=floor, sketch__isnull=True)
            .exclude(text="")  # handed over whole: nothing is left to compare
            .only("pk", "summary", "text")
            .order_by("pk")[:_BATCH]
        )
    ):
        count += sketch(actor=SYSTEM, cases=cases)
        floor = cases[-1].pk
    return count


def watch_heat() -> int:
    """Raises and settles hot spots of the campaigns that run; returns how many were raised."""
    sketch_new()
    STORE.read_all()
    try:
        return _watch()
    finally:
        STORE.forget()  # the worker needs it once a day


def _watch() -> int:
    raised = 0
    for campaign in open_on(clock.today()).filter(rulebook_version__isnull=False):
        terms = terms_for(campaign)
        if terms is not None:
            _settle(campaign, terms)
            raised += _raise(campaign, terms)
    return raised


def _settle(campaign: Campaign, terms: Terms) -> None:
    spots = HotSpot.objects.filter(matter__campaign=campaign, state__in=HOT)
    for spot in spots.select_related("matter").order_by("id"):
        arrivals = arrivals_of(spot.matter, terms)
        if has_settled(arrivals, terms) or spot.matter.state not in LIVING:
            settle(actor=SYSTEM, spot=spot, voices=arrivals.now)


def _raise(campaign: Campaign, terms: Terms) -> int:
    raised = 0
    cold = Matter.objects.filter(campaign=campaign, state__in=LIVING)
    for matter in cold.exclude(hot_spots__state__in=HOT).order_by("id"):
        arrivals = arrivals_of(matter, terms)
        if is_hot(arrivals, terms):
            raised += _heat(campaign, matter, arrivals, terms)
    for cluster in clusters(campaign, terms, clock.now() - _LOOK_BACK):
        matter = propose(actor=SYSTEM, cases=cluster.cases)
        raised += _heat(campaign, matter, cluster.arrivals, terms)
    return raised


def _heat(campaign: Campaign, matter: Matter, arrivals: Arrivals, terms: Terms) -> int:
    book = rules_of(campaign)
    raise_hot_spot(
        actor=SYSTEM,
        matter=matter,
        voices=arrivals.now,
        days=terms.days,
        rulebook=f"{book.id} {book.version}",
    )
    return 1
