"""From the kept figures of an estimate to the sheet that pages show."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from youwei.listening.appraisal.models import Panel, Round
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of
from youwei.listening.results.models import Estimate
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

Plain = Mapping[str, Any]


def sheet_of(estimate: Estimate) -> ResultSheet:
    round_, figures = estimate.round, estimate.figures
    rules, sealed = balloting_of(round_), sealed_plan(round_)
    roster = dict(round_.roster.values_list("organ_id", "name"))
    organs = [roster[pk] for pk in sealed.organs]
    dimensions = tuple(said(rules.appraisal.dimension(code).name) for code in sealed.dimensions)
    names, panels = group_names(round_), _panels(round_, rules, figures)
    groups = tuple(_group(one, names, organs, rules) for one in figures["groups"])
    return ResultSheet(
        groups=groups,
        panels=panels,
        dimensions=dimensions,
        method=_method(estimate, rules),
        threshold=round_.threshold,
        rows={
            line.place: _rows(line.place, figures["panels"], panels, dimensions)
            for group in groups
            for line in group.lines
        },
    )


def place_of(estimate: Estimate, organ_id: int) -> int:
    """Position of an organ in the sealed file."""
    return sealed_plan(estimate.round).organs.index(organ_id)


def _group(
    plain: Plain, names: Mapping[str, str], organs: Sequence[str], rules: Balloting
) -> GroupSheet:
    bands = rules.appraisal.estimation.bands if rules.appraisal.estimation else ()
    lines = [
        Line(
            place=one["organ"],
            name=organs[one["organ"]],
            figure=Figure(one.get("value"), one.get("low"), one.get("high"), one["n"]),
            rank=one["rank"],
            low=one.get("rank_low", 0),
            high=one.get("rank_high", 0),
            band=said(bands[one["band"]].name) if one["band"] >= 0 else "",
            alike=tuple(organs[other] for other in one.get("alike", ())),
        )
        for one in plain["lines"]
    ]
    lines.sort(key=lambda line: (not line.ranked, line.rank, line.name))
    return GroupSheet(name=names.get(plain["name"], plain["name"]), lines=tuple(lines))


def _panels(round_: Round, rules: Balloting, figures: Plain) -> tuple[PanelSheet, ...]:
    counted = round_.panels.annotate(
        people=Sum("strata__population"),
        drawn=Sum("strata__quota"),
        asked=Sum("strata__handed_out"),
        answered=Sum("strata__answered"),
    )
    found = {panel.code: panel for panel in counted}
    weights = [max(group["weights"][n] for group in figures["groups"]) for n in range(len(found))]
    whole = sum(weights) or 1
    return tuple(
        _panel(found[plain["name"]], 100 * weight / whole, plain, rules)
        for plain, weight in zip(figures["panels"], weights, strict=True)
    )


def _panel(panel: Panel, weight: float, plain: Plain, rules: Balloting) -> PanelSheet:
    numbers = {name: getattr(panel, name) or 0 for name in ("people", "drawn", "asked", "answered")}
    return PanelSheet(
        name=said(rules.panel(panel.code).name),
        weight=weight,
        population=numbers["people"],
        quota=numbers["drawn"],
        asked=numbers["asked"],
        answered=numbers["answered"],
        counted=plain["respondents"],
        kish=plain["kish"],
        converged=plain["converged"],
    )


def _rows(
    place: int, plain: Sequence[Plain], panels: Sequence[PanelSheet], dimensions: tuple[str, ...]
) -> tuple[Row, ...]:
    hidden = (Figure(None, None, None, None),) * len(dimensions)
    return tuple(
        Row(
            panel=panel.name,
            dimensions=dimensions,
            figures=tuple(
                Figure(cell["value"], cell["low"], cell["high"], cell["n"])
                for cell in one["means"][place]
            )
            if one["means"][place] is not None
            else hidden,
        )
        for one, panel in zip(plain, panels, strict=True)
    )


def _method(estimate: Estimate, rules: Balloting) -> tuple[tuple[str, str], ...]:
    round_, appraisal = estimate.round, rules.appraisal
    weights = "、".join(f"{said(one.name)} {one.weight}%" for one in appraisal.dimensions)
    estimation = appraisal.estimation
    assert estimation is not None
    bands = "、".join(f"{said(one.name)} ≥ {one.least}" for one in estimation.bands)
    left_out = (
        _("%(n)d ballots were left out by a recorded decision.") % {"n": estimate.left_out}
        if estimate.left_out >= round_.threshold
        else _("A few were left out by a recorded decision.")
        if estimate.left_out
        else _("none")
    )
    return (
        (_("Ballots counted"), f"{estimate.ballots:,}"),
        (_("Ballots left out"), left_out),
        (_("Dimensions"), weights),
        (_("Bands, in points"), bands),
        (_("Range"), _("%(level)d%%, linearised, with the weighting taken into account")
         % {"level": estimation.level}),
        (_("Ranks"), _("confidence sets after Mogstad, Romano, Shaikh and Wilhelm, all pairs of a group at once")),
        (_("Chance"), _("%(draws)d draws, seed %(seed)d from the fingerprint of the sealed ballots")
         % {"draws": estimation.draws, "seed": estimate.seed}),
        (_("Questions"), _("version %(number)d") % {"number": round_.instrument.number}),
        (_("Rulebook"), round_.rulebook),
        (_("Sealed ballots (SHA-256)"), round_.sealed_sha256),
    )
