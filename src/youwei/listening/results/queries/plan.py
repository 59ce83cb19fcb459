"""What was frozen and sealed with a round, as the estimators take it: everything by position."""

from collections.abc import Collection
from itertools import groupby

from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules.refusals import NoAppraisalRules
from youwei.listening.appraisal.rules.sealing import Plan as SealedPlan
from youwei.stats.survey import Bounds, Cell, Grades, Group, Margin, Panel, Plan, Stratum
from youwei.ui.bilingual import said


def sealed_plan(round_: Round) -> SealedPlan:
    return SealedPlan.from_json(round_.sealed_plan)


def plan_of(round_: Round, *, withheld: Collection[int] = ()) -> Plan:
    """`withheld`: keys of organs that take no part in ranks."""
    sealed, rules = sealed_plan(round_), balloting_of(round_)
    estimation = rules.appraisal.estimation
    if estimation is None:
        raise NoAppraisalRules
    names = dict(round_.roster.values_list("organ_id", "name"))
    return Plan(
        organs=tuple(names[organ] for organ in sealed.organs),
        dimensions=sealed.dimensions,
        panels=tuple(
            Panel(
                name=code,
                margins=tuple(
                    Margin(one.name, tuple(float(n) for n in one.totals)) for one in margins
                ),
                bounds=Bounds(estimation.weights_from, estimation.weights_to) if margins else None,
            )
            for code, margins in sealed.panels
        ),
        strata=tuple(Stratum(panel, population) for panel, _, population in sealed.strata),
        cells=tuple(Cell(stratum, categories) for stratum, categories in sealed.cells),
        groups=_groups(round_, sealed, withheld),
        dimension_weights=tuple(
            float(rules.appraisal.dimension(code).weight or 0) for code in sealed.dimensions
        ),
        grades=Grades(
            names=tuple(band.code for band in estimation.bands),
            by="score",
            bounds=tuple(float(band.least) for band in estimation.bands[:-1]),
        ),
        points=tuple(sorted(rules.values.values())),
        level=estimation.level / 100,
        draws=estimation.draws,
        least=round_.threshold,
    )


def _groups(round_: Round, sealed: SealedPlan, withheld: Collection[int]) -> tuple[Group, ...]:
    """A panel from which nothing was sealed rates nobody: its weight goes to the others."""
    asked = {sealed.strata[stratum][0] for stratum, _ in sealed.cells}
    weights = dict(round_.panels.values_list("code", "weight"))
    panel_weights = tuple(
        float(weights[code]) if place in asked else 0.0
        for place, (code, _) in enumerate(sealed.panels)
    )
    at = {organ: place for place, organ in enumerate(sealed.organs)}
    roster = round_.roster.filter(left_out="").exclude(organ__in=withheld)
    rows = roster.order_by("group", "name", "pk").values_list("group", "organ_id")
    groups = {
        name: tuple(at[organ] for _, organ in members)
        for name, members in groupby(rows, key=lambda row: row[0])
    }
    order = [one.code for one in rules_of(round_.campaign).organ_groups]
    return tuple(
        Group(name, groups[name], panel_weights)
        for name in sorted(groups, key=lambda name: (order.index(name) if name in order else 99))
    )


def group_names(round_: Round) -> dict[str, str]:
    """What each comparison group is called."""
    return {one.code: said(one.name) for one in rules_of(round_.campaign).organ_groups}
