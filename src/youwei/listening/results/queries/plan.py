"""The plan that was sealed with a round, with what its rulebook says of estimation."""

from collections.abc import Collection
from dataclasses import replace

from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of
from youwei.listening.appraisal.queries.sealing import survey_plan
from youwei.listening.appraisal.rules import sealing
from youwei.listening.appraisal.rules.refusals import NoAppraisalRules
from youwei.stats.survey import Bounds, Grades, Group, Panel, Plan
from youwei.ui.bilingual import said


def sealed_plan(round_: Round) -> sealing.Plan:
    return sealing.Plan.from_json(round_.sealed_plan)


def plan_of(round_: Round, *, withheld: Collection[int] = ()) -> Plan:
    """`withheld`: keys of organs that take no part in ranks. Raises NoAppraisalRules where the
    rulebook of the round says nothing of estimation.
    """
    rules = balloting_of(round_)
    estimation = rules.appraisal.estimation
    if estimation is None:
        raise NoAppraisalRules
    plan = survey_plan(round_)
    bounds = Bounds(estimation.weights_from, estimation.weights_to)
    return replace(
        plan,
        panels=tuple(_bounded(panel, bounds) for panel in plan.panels),
        groups=_groups(round_, plan, withheld),
        grades=_grades(rules),
        level=estimation.level / 100,
        draws=estimation.draws,
    )


def places_of(round_: Round, organs: Collection[int]) -> frozenset[int]:
    """Positions in the sealed file of organs by key."""
    return frozenset(
        place for place, (key, _) in enumerate(sealed_plan(round_).organs) if key in organs
    )


def _bounded(panel: Panel, bounds: Bounds) -> Panel:
    return replace(panel, bounds=bounds) if panel.margins else panel


def _groups(round_: Round, plan: Plan, withheld: Collection[int]) -> tuple[Group, ...]:
    """In the order of the rulebook; a group of which no organ is left is none."""
    out = places_of(round_, withheld)
    order = [one.code for one in rules_of(round_.campaign).organ_groups]
    left = (
        replace(group, organs=tuple(one for one in group.organs if one not in out))
        for group in plan.groups
    )
    return tuple(
        sorted(
            (group for group in left if group.organs),
            key=lambda group: order.index(group.name) if group.name in order else len(order),
        )
    )


def _grades(rules: Balloting) -> Grades:
    estimation = rules.appraisal.estimation
    assert estimation is not None
    return Grades(
        names=tuple(band.code for band in estimation.bands),
        by="score",
        bounds=tuple(float(band.least) for band in estimation.bands[:-1]),
    )


def group_names(round_: Round) -> dict[str, str]:
    """What each comparison group is called."""
    return {one.code: said(one.name) for one in rules_of(round_.campaign).organ_groups}
