"""What was frozen with a round, as the sealing needs it."""

from youwei.foundation.rulebook.rules.appraisal import Asks
from youwei.listening.appraisal.models import Panel, Round
from youwei.listening.appraisal.queries.rulebook import Balloting, balloting_of
from youwei.listening.appraisal.rules import sealing
from youwei.stats import survey


def frame_of(round_: Round) -> sealing.Frame:
    rules = balloting_of(round_)
    panels = round_.panels.prefetch_related("strata", "margins")
    return sealing.Frame(
        organs=tuple(round_.roster.filter(left_out="").values_list("organ_id", "group")),
        dimensions=tuple((one.code, one.weight or 0) for one in rules.appraisal.dimensions),
        questions=tuple(round_.instrument.questions.values_list("code", "dimension")),
        panels=tuple(_panel(panel, rules) for panel in panels),
        scores=rules.scores,
        points=tuple(sorted(rules.values.values())),
        least=round_.threshold,
    )


def survey_plan(round_: Round) -> survey.Plan:
    """The plan of a sealed round, with the names of organs, for the estimation."""
    names = dict(round_.roster.values_list("organ_id", "name"))
    return sealing.Plan.from_json(round_.sealed_plan).for_survey(names)


def left_out(round_: Round) -> frozenset[int]:
    """Ballots of the sealed file that a recorded decision leaves out."""
    decided = set(round_.exclusions.values_list("panel", "sign"))
    found = round_.findings.values_list("panel", "sign", "numbers")
    return frozenset(
        number for panel, sign, numbers in found if (panel, sign) in decided for number in numbers
    )


def _panel(panel: Panel, rules: Balloting) -> sealing.Panel:
    kind = rules.panel(panel.code)
    counts = {(one.variable, one.category): one.population for one in panel.margins.all()}
    return sealing.Panel(
        code=panel.code,
        weight=panel.weight,
        strata=tuple((one.code, one.population) for one in panel.strata.all()),
        margins=tuple(
            sealing.Margin(
                name=margin.code,
                categories=tuple(one.code for one in margin.categories),
                totals=tuple(counts.get((margin.code, one.code), 0) for one in margin.categories),
            )
            for margin in kind.margins
        ),
        joinable=kind.asks is not Asks.USED,
    )
