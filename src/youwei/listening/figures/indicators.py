"""What is offered to be measured: per organ and period a value, its n, and the rows behind it.

How many complaints there are about an organ is not offered: whoever gains by few complaints will
see to it that few arrive (C-38). Complaints about conduct are left out, so that nobody learns of
one from the indicator of the organ that looked into it (C-08).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import OPEN_STATES
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import present_organs
from youwei.kernel import clock
from youwei.listening.complaints.models import Handling, Rating
from youwei.listening.figures.models import Answer
from youwei.listening.figures.rules.periods import Period


@dataclass(frozen=True)
class Measured:
    """`value` is the share of `n` that is met, None where n is 0. `rows` are the answers behind n,
    `met` those that count; `owed` are duties in n that were due and have no answer yet. Whoever
    opens them asks `visible_to` of cases and of duties.
    """

    n: int
    hits: int
    rows: QuerySet[Answer]
    met: QuerySet[Answer]
    owed: QuerySet[Duty]

    @property
    def value(self) -> float | None:
        return self.hits / self.n if self.n else None


@dataclass(frozen=True)
class Indicator:
    """`more_is_better` tells the direction; the rulebook weighs it."""

    code: str
    name: Promise
    counts: Promise
    more_is_better: bool
    measure: Callable[[Organ, Period], Measured]


def _names(organ: Organ) -> list[int]:
    """The organ under all names that it had before it became what it is."""
    everybody = Organ.objects.filter(jurisdiction=organ.jurisdiction_id).order_by()
    present = present_organs(everybody.values_list("pk", flat=True))
    return [pk for pk, now in present.items() if now == organ.pk]


def _answers(organ: Organ) -> QuerySet[Answer]:
    return Answer.objects.filter(owner__in=_names(organ), case__kept_from_organ=False)


def _of(organ: Organ, period: Period) -> QuerySet[Answer]:
    return _answers(organ).filter(answered_on__range=(period.first, period.last))


def _measured(rows: QuerySet[Answer], hit: Q, owed: QuerySet[Duty] | None = None) -> Measured:
    met, owed = rows.filter(hit), Duty.objects.none() if owed is None else owed
    return Measured(rows.count() + owed.count(), met.count(), rows, met, owed)


def answered_in_time(organ: Organ, period: Period) -> Measured:
    """Who does not answer at all is not in time either."""
    due = (period.first, min(period.last, clock.today()))
    owed = Duty.objects.filter(
        owner__in=_names(organ),
        state__in=OPEN_STATES,
        handling__purpose=Handling.MATTER,
        handling__case__kept_from_organ=False,
        due_on__range=due,
        due_on__lt=clock.today(),
    )
    rows = _answers(organ).filter(due_on__range=due)
    return _measured(rows, Q(reported_on__lte=F("due_on")), owed)


def verified_first_time(organ: Organ, period: Period) -> Measured:
    return _measured(_of(organ, period), Q(sent_back=0))


def reopened(organ: Organ, period: Period) -> Measured:
    return _measured(_of(organ, period), Q(reopened_on__isnull=False))


def satisfied(organ: Organ, period: Period) -> Measured:
    """Of the answers that their writer rated with a level that counts, in the round answered."""
    answers = _of(organ, period)
    given = Rating.objects.filter(case=OuterRef("case"), round=OuterRef("round"))
    later = Answer.objects.filter(
        case=OuterRef("case"), round=OuterRef("round"), number__gt=OuterRef("number")
    )
    last = answers.filter(~Exists(later))
    counted, good = _levels(organ)
    rows = last.filter(Exists(given.filter(level__in=counted)))
    return _measured(rows, Q(Exists(given.filter(level__in=good))))


def _levels(organ: Organ) -> tuple[set[str], set[str]]:
    """Codes that count, and the good ones, of the campaigns in which the organ answered."""
    counted: set[str] = set()
    good: set[str] = set()
    for campaign in Campaign.objects.filter(
        jurisdiction=organ.jurisdiction_id, rulebook_version__isnull=False
    ):
        levels = rules_of(campaign).closing.satisfaction
        counted |= {level.code for level in levels if level.counted}
        good |= {level.code for level in levels if level.counted and not level.bad}
    return counted, good


INDICATORS: Mapping[str, Indicator] = {
    one.code: one
    for one in (
        Indicator(
            "answered_in_time",
            _("Answered in time"),
            _("Answers whose last day lies in the period: reported by that day."),
            True,
            answered_in_time,
        ),
        Indicator(
            "verified_first_time",
            _("Passed at once"),
            _("Answers of the period: never sent back by the check."),
            True,
            verified_first_time,
        ),
        Indicator(
            "reopened",
            pgettext_lazy("figures", "Reopened"),
            _("Answers of the period: reopened by the writer."),
            False,
            reopened,
        ),
        Indicator(
            "satisfied",
            _("Satisfied"),
            _("Rated answers of the period: rated with a level that is not bad."),
            True,
            satisfied,
        ),
    )
}
