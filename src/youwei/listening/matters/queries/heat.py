"""How a matter grew: counted for the job that raises hot spots, and drawn for whoever reads it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.matters.models import Matter
from youwei.listening.matters.queries.alike import sketch_of
from youwei.listening.matters.queries.matters import GONE, VOICE
from youwei.listening.matters.queries.store import STORE
from youwei.listening.matters.rules.heat import Arrivals, Terms, is_hot
from youwei.listening.matters.rules.likeness import TO_PROPOSE

DRAWN: Final = 28  # days of the curve
_LIKE: Final = 400


def terms_for(campaign: Campaign) -> Terms | None:
    """None where the rulebook says nothing of hot spots: then none is raised."""
    rules = rules_of(campaign).matters
    if rules is None:
        return None
    spot = rules.hot_spot
    return Terms(
        days=spot.days,
        before=spot.before,
        at_least=spot.at_least,
        one_in=spot.one_in,
        settles_below=rules.settling.below,
    )


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are judged, and the days before that they are compared with."""

    begins: datetime
    turns: datetime

    @classmethod
    def of(cls, terms: Terms) -> "Span":
        now = clock.now()
        turns = now - timedelta(days=terms.days)
        return cls(begins=turns - timedelta(days=terms.before), turns=turns)

    @property
    def now(self) -> Q:
        return Q(received_at__gte=self.turns)

    @property
    def before(self) -> Q:
        return Q(received_at__gte=self.begins, received_at__lt=self.turns)

    def counted(self, cases: QuerySet[Case]) -> tuple[int, int]:
        row = cases.order_by().aggregate(
            now=Count("pk", filter=self.now & VOICE), before=Count("pk", filter=self.before & VOICE)
        )
        return row["now"], row["before"]


def arrivals_of(matter: Matter, terms: Terms) -> Arrivals:
    span = Span.of(terms)
    now, before = span.counted(_cases(matter))
    return Arrivals(now, before, *_everything(matter.campaign_id, span))


def _everything(campaign_id: int, span: Span) -> tuple[int, int]:
    recent = Case.objects.filter(campaign=campaign_id, received_at__gte=span.begins)
    return span.counted(recent)


def _cases(matter: Matter) -> QuerySet[Case]:
    return Case.objects.filter(
        Q(membership__matter=matter) | Q(merged_into__membership__matter=matter)
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Look-alikes in no matter; they grew as `arrivals` says."""

    cases: tuple[Case, ...]
    arrivals: Arrivals


def clusters(campaign: Campaign, terms: Terms, since: datetime) -> Iterable[Cluster]:
    """Of what came in since then, groups of look-alikes that are hot. Each case is in one only."""
    span = Span.of(terms)
    everything = _everything(campaign.pk, span)
    taken: set[int] = set()
    for case in _free(campaign).filter(received_at__gte=since).order_by("id"):
        if case.pk in taken:
            continue
        found = _like(case, campaign, span, taken)
        recent = tuple(one for one in found if one.received_at >= span.turns)
        arrivals = Arrivals(len(recent), len(found) - len(recent), *everything)
        if is_hot(arrivals, terms):
            taken.update(one.pk for one in recent)
            yield Cluster(recent, arrivals)


def _free(campaign: Campaign) -> QuerySet[Case]:
    open_states = (CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.HANDLING)
    return Case.objects.filter(
        campaign=campaign, membership__isnull=True, state__in=open_states
    ).select_related("campaign", "about_organ")


def _like(case: Case, campaign: Campaign, span: Span, taken: set[int]) -> list[Case]:
    """The case itself among them; of conduct, those of the same organ and the same shields."""
    keys = {one.key for one in STORE.like(sketch_of(case), at_least=TO_PROPOSE, most=_LIKE)}
    near = (
        _free(campaign)
        .filter(pk__in=keys | {case.pk}, received_at__gte=span.begins)
        .filter(kept_from_organ=case.kept_from_organ)
        .exclude(pk__in=taken)
        .prefetch_related("kept_from")
    )
    if case.kept_from_organ:
        if case.about_organ_id is None:
            return []
        near = near.filter(about_organ=case.about_organ_id)
        shields = {one.organ_id for one in case.kept_from.all()}
        return [one for one in near if {k.organ_id for k in one.kept_from.all()} == shields]
    return list(near)


@dataclass(frozen=True, slots=True)
class HeatDay:
    on: date
    voices: int


def curve(cases: Iterable[Case], *, days: int = DRAWN) -> tuple[HeatDay, ...]:
    """Arrivals by day up to today, of the cases given."""
    today = clock.today()
    counts = Counter(clock.day_of(c.received_at) for c in cases if c.state not in GONE)
    past = [today - timedelta(days=n) for n in range(days - 1, -1, -1)]
    return tuple(HeatDay(day, counts[day]) for day in past)
