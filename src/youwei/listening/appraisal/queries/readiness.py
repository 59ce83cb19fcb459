"""What a round still lacks before it can be frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Sum

from youwei.foundation.rulebook.rules.appraisal import FilledBy
from youwei.listening.appraisal.models import Commission, Panel, Round
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of, threshold_of
from youwei.listening.appraisal.rules.readiness import Lack
from youwei.ui.bilingual import said


@dataclass(frozen=True, slots=True)
class Missing:
    what: Lack
    params: Mapping[str, object] = field(default_factory=dict)


def missing(round_: Round) -> list[Missing]:
    rules = balloting_of(round_)
    return [*_of_questions(round_, rules), *_of_roster(round_), *_of_panels(round_, rules)]


def _of_questions(round_: Round, rules: Balloting) -> Iterator[Missing]:
    asked = set(round_.instrument.questions.values_list("dimension", flat=True))
    for dimension in rules.appraisal.dimensions:
        if dimension.code not in asked:
            yield Missing(Lack.QUESTION, {"dimension": said(dimension.name)})


def _of_roster(round_: Round) -> Iterator[Missing]:
    if not round_.roster.filter(left_out="").exists():
        yield Missing(Lack.ORGANS)


def _of_panels(round_: Round, rules: Balloting) -> Iterator[Missing]:
    least = threshold_of(round_.campaign)
    commissions = set(
        Commission.objects.filter(panel__round=round_).values_list("panel_id", flat=True)
    )
    panels = round_.panels.annotate(people=Sum("strata__population"))
    for panel in panels:
        kind = rules.panel(panel.code)
        name = {"panel": said(kind.name)}
        if kind.filled_by is FilledBy.THIRD_PARTY and panel.pk not in commissions:
            yield Missing(Lack.COMMISSION, name)
        if _people(panel) < least:
            yield Missing(Lack.FRAME, name)


def _people(panel: Panel) -> int:
    return getattr(panel, "people", None) or 0
