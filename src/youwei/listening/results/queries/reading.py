"""From the export of an estimate, as it is or would be published, to the sheet that pages show."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from django.db.models import Sum

from youwei.listening.appraisal.models import Panel, Round
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of
from youwei.listening.results.models import Estimate
from youwei.listening.results.queries.method import method_of
from youwei.listening.results.queries.plan import group_names, sealed_plan
from youwei.listening.results.queries.sheets import (
    Figure,
    GroupSheet,
    Line,
    PanelSheet,
    ResultSheet,
    Row,
)
from youwei.ui.bilingual import said

Told = Mapping[str, Any]


def sheet_of(estimate: Estimate) -> ResultSheet:
    round_, told = estimate.round, json.loads(estimate.export)
    rules = balloting_of(round_)
    dimensions = tuple(
        said(rules.appraisal.dimension(code).name) for code in told["plan"]["dimensions"]
    )
    groups = tuple(_group(told, place, round_, rules) for place in range(len(told["groups"])))
    panels = _panels(round_, rules, told)
    names = [said(rules.panel(one["name"]).name) for one in told["plan"]["panels"]]
    return ResultSheet(
        groups=groups,
        panels=panels,
        dimensions=dimensions,
        method=method_of(estimate, rules),
        threshold=round_.threshold,
        withheld=tuple(
            round_.roster.filter(organ__in=estimate.withheld).values_list("name", flat=True)
        ),
        rows={
            line.place: tuple(
                _row(name, panel["means"][line.place], dimensions)
                for name, panel in zip(names, told["panels"], strict=True)
            )
            for line in chain.from_iterable(group.lines for group in groups)
        },
    )


def place_of(estimate: Estimate, organ_id: int) -> int:
    """Position of an organ in the sealed file."""
    return [key for key, _ in sealed_plan(estimate.round).organs].index(organ_id)


def _group(told: Told, place: int, round_: Round, rules: Balloting) -> GroupSheet:
    plan, group = told["plan"]["groups"][place], told["groups"][place]
    estimation = rules.appraisal.estimation
    bands = [said(band.name) for band in estimation.bands] if estimation else []
    organs: Sequence[str] = told["plan"]["organs"]
    lines = [_line(told, group, number, organs, bands) for number in range(len(group["organs"]))]
    lines.sort(key=lambda line: (not line.ranked, line.rank, line.name))
    names = group_names(round_)
    return GroupSheet(name=names.get(plan["name"], plan["name"]), lines=tuple(lines))


def _line(
    told: Told, group: Told, number: int, organs: Sequence[str], bands: Sequence[str]
) -> Line:
    place = group["organs"][number]
    if not group["ranked"][number]:
        return Line(place=place, name=organs[place], figure=Figure(None, None, None, None))
    low, high = group["interval"]
    alike = [
        organs[group["organs"][other]]
        for other, same in enumerate(group["alike"][number])
        if same and other != number
    ]
    return Line(
        place=place,
        name=organs[place],
        figure=Figure(group["score"][number], low[number], high[number], _people(told, place)),
        rank=group["rank"][number],
        low=group["rank_set"][0][number],
        high=group["rank_set"][1][number],
        band=bands[group["grade"][number]] if "grade" in group else "",
        chance=_chance(group, number, told["plan"]["draws"]),
        alike=tuple(alike),
    )


def _chance(group: Told, number: int, draws: int) -> float | None:
    """Of the band that is told."""
    if "grade" not in group:
        return None
    return float(group["grade_counts"][number][group["grade"][number]] / draws)


def _people(told: Told, organ: int) -> int:
    """Ballots that rated the organ, of what is shown."""
    means = (panel["means"][organ] for panel in told["panels"])
    return sum(max(one["ballots"]) for one in means if one is not None)


def _panels(round_: Round, rules: Balloting, told: Told) -> tuple[PanelSheet, ...]:
    """All that were asked; `counted` is 0 where none of its ballots could be sealed."""
    rows = round_.panels.annotate(
        people=Sum("strata__population"),
        drawn=Sum("strata__quota"),
        asked=Sum("strata__handed_out"),
        answered=Sum("strata__answered"),
    )
    counted = {
        plan["name"]: panel["respondents"]
        for plan, panel in zip(told["plan"]["panels"], told["panels"], strict=True)
    }
    found = list(rows.order_by("pk"))
    whole = sum(panel.weight for panel in found if panel.code in counted) or 1
    return tuple(
        _panel(panel, counted.get(panel.code, 0), whole, round_.threshold, rules) for panel in found
    )


def _panel(panel: Panel, counted: int, whole: int, least: int, rules: Balloting) -> PanelSheet:
    number = {name: getattr(panel, name) or 0 for name in ("people", "drawn", "asked", "answered")}
    return PanelSheet(
        name=said(rules.panel(panel.code).name),
        weight=100 * panel.weight / whole if counted else 0.0,
        population=number["people"],
        quota=number["drawn"],
        asked=number["asked"],
        answered=None if 0 < number["answered"] < least else number["answered"],
        counted=counted,
    )


def _row(panel: str, means: Told | None, dimensions: Sequence[str]) -> Row:
    if means is None:
        hidden = (Figure(None, None, None, None),) * len(dimensions)
        return Row(panel=panel, dimensions=tuple(dimensions), figures=hidden)
    columns = (means[name] for name in ("mean", "low", "high", "ballots"))
    return Row(
        panel=panel,
        dimensions=tuple(dimensions),
        figures=tuple(Figure(*one) for one in zip(*columns, strict=True)),
    )
