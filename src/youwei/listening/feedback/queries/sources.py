"""Which cases can stand behind feedback about an organ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle, present_organs
from youwei.foundation.rulebook.rules.feedback import Feedback
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import triage_scope
from youwei.listening.complaints.models import Case, CaseTheme
from youwei.listening.complaints.rules.kinds import ALLEGATION
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.feedback.models import Batch, ItemSource, KeptOut
from youwei.listening.feedback.rules.periods import Period, period_of
from youwei.listening.feedback.rules.refusals import NoFeedbackRules
from youwei.listening.feedback.rules.release import counts_with_parents
from youwei.listening.feedback.rules.states import State

# Read, accepted, and neither refused nor taken back: what is not settled yet stands behind nothing.
ELIGIBLE = (
    CaseState.ACCEPTED,
    CaseState.HANDLING,
    CaseState.ANSWERED,
    CaseState.CLOSED,
    CaseState.MERGED,
)


def feedback_rules(campaign: Campaign) -> Feedback:
    rules = rules_of(campaign).feedback
    if rules is None:
        raise NoFeedbackRules
    return rules


def fit(campaign: Campaign, period: Period) -> QuerySet[Case]:
    """Cases of the period that may stand behind feedback; whoever reads them is another matter."""
    first = datetime.combine(period.starts, time.min, tzinfo=clock.ZONE)
    after = datetime.combine(period.ends + timedelta(days=1), time.min, tzinfo=clock.ZONE)
    return (
        Case.objects.filter(
            campaign=campaign,
            state__in=ELIGIBLE,
            about_organ__isnull=False,
            received_at__gte=first,
            received_at__lt=after,
        )
        .exclude(kind=ALLEGATION)
        .exclude(pk__in=KeptOut.objects.order_by().values("case"))
    )


def fit_for(batch: Batch) -> QuerySet[Case]:
    """Those about the batch's organ, also under a former name, that no other batch took up."""
    elsewhere = ItemSource.objects.exclude(item__batch_id=batch.pk).exclude(
        item__batch__state=State.DROPPED
    )
    return (
        fit(batch.campaign, Period(batch.starts, batch.ends))
        .filter(about_organ__in=names_of(batch.organ_id))
        .exclude(pk__in=elsewhere.order_by().values("case"))
    )


def candidates(actor: Actor, batch: Batch) -> QuerySet[Case]:
    """Of these, what the actor may sort; the page shows their words."""
    readable = triage_scope(actor).order_by().values("pk")
    return fit_for(batch).filter(pk__in=readable).prefetch_related("themes").order_by("id")


def about_words(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Those in which each of the words stands, or whose number begins so."""
    for word in words.split():
        says = Q(summary__icontains=word) | Q(text__icontains=word)
        cases = cases.filter(says | Q(number__istartswith=word))
    return cases


def names_of(organ_id: int) -> frozenset[int]:
    """The organ and whatever goes on as it."""
    present = present_organs(circle([organ_id]))
    return frozenset({organ_id, *(former for former, now in present.items() if now == organ_id)})


def theme_counts(batch: Batch) -> Mapping[str, int]:
    """Cases of the period about the organ by theme, also those of other batches: what is rare does
    not depend on who looks.
    """
    about = fit(batch.campaign, Period(batch.starts, batch.ends)).filter(
        about_organ__in=names_of(batch.organ_id)
    )
    rows = CaseTheme.objects.filter(case__in=about.order_by().values("pk"))
    themes: dict[int, set[str]] = {}
    for case_id, code in rows.order_by().values_list("case_id", "code"):
        themes.setdefault(case_id, set()).add(code)
    return counts_with_parents([frozenset(found) for found in themes.values()])


@dataclass(frozen=True, slots=True)
class Chance:
    """An organ about which enough cases of a period wait to be fed back."""

    campaign: Campaign
    organ: Organ
    period: Period
    cases: int


def chances(actor: Actor, campaigns: Sequence[Campaign], periods: int = 2) -> tuple[Chance, ...]:
    """For the present period and those before it; the newest first, then the most cases."""
    found: list[Chance] = []
    for campaign in campaigns:
        rules = rules_of(campaign).feedback
        if rules is None:
            continue
        period = _present(rules)
        for _n in range(periods):
            found += _chances(actor, campaign, period, rules.sources.at_least)
            period = period.before
    return tuple(found)


def _present(rules: Feedback) -> Period:
    return period_of(clock.today(), rules.period.months)


def _chances(actor: Actor, campaign: Campaign, period: Period, at_least: int) -> list[Chance]:
    taken = ItemSource.objects.exclude(item__batch__state=State.DROPPED)
    waiting = (
        fit(campaign, period)
        .filter(pk__in=triage_scope(actor).order_by().values("pk"))
        .exclude(Q(pk__in=taken.order_by().values("case")) | Q(about_organ__in=actor.conflicts))
    )
    about = list(waiting.order_by().values_list("about_organ_id", flat=True))
    present = present_organs({organ for organ in about if organ is not None})
    counts: dict[int, int] = {}
    for organ in about:
        if organ is not None:
            counts[present[organ]] = counts.get(present[organ], 0) + 1
    organs = Organ.objects.in_bulk([pk for pk in counts if pk not in actor.conflicts])
    enough = [
        Chance(campaign=campaign, organ=organs[pk], period=period, cases=n)
        for pk, n in counts.items()
        if n >= at_least and pk in organs
    ]
    return sorted(enough, key=lambda one: (-one.cases, one.organ.name, one.organ.pk))
