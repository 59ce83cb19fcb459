"""Against the R package survey: figures in survey.json, the script that made them beside it.

Where the two differ on purpose: the residuals that calibration leaves are taken with the calibrated
weights here (Deville & Särndal 1992); survey takes them with the base weights after postStratify
and calibrate, and after rake without weights, in ten rounds whether that is enough or not. With its
choice put in (`by=`) the figures are the same; with ours the distance is asserted.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.stats.oracles.made import round_
from tests.stats.survey.worlds import rows_of
from youwei.stats.survey import Bounds, Cell, Group, Margin, Panel, Plan, Stratum, calibrate
from youwei.stats.survey.calibration import Calibration
from youwei.stats.survey.composite import Judged, composites
from youwei.stats.survey.linear import Frame, covariance, frame
from youwei.stats.survey.means import Means, linear, means
from youwei.stats.survey.scan import Counts, count

R: dict[str, Any] = json.loads((Path(__file__).parent / "survey.json").read_text())
API = R["api"]
SAME = 1e-8
TEN_ROUNDS = 1e-6  # how far from done survey's residuals after rake are, with these margins
ENDS = (-np.inf, np.inf)


def schools(
    *margins: str, bounds: Bounds | None = None, finite: bool = False
) -> tuple[Plan, Counts]:
    """One stratum per type of school; three organs, the types, so that domains are seen too, and a
    fourth that all of them rate.
    """
    held = API["cells"]
    size = len(held["n"])
    strata = [int(one) for one in held["type"]]
    cells = [
        Cell(stratum, (*(int(held[name][place]) for name in margins), place))
        for place, stratum in enumerate(strata)
    ]
    cells = [Cell(cell.stratum, cell.categories[:-1]) for cell in cells]
    plan = Plan(
        organs=("E", "H", "M", "all"),
        dimensions=("api00",),
        panels=(Panel("schools", tuple(Margin(n, tuple(API[n])) for n in margins), bounds),),
        strata=tuple(Stratum(0, int(n)) for n in API["population"]),
        cells=tuple(cells),
        groups=(Group("all", (0, 1, 2, 3), (1.0,)),),
        dimension_weights=(1.0,),
        questions=(1,),
        finite=finite,
    )
    n, s, ss = (np.asarray(held[name], dtype=np.int64) for name in ("n", "s", "ss"))
    own = np.zeros((size, 4, 1), dtype=np.int64)
    own[np.arange(size), strata] = 1
    own[:, 3] = 1
    n3, s3, ss3 = (one[:, None, None] * own for one in (n, s, ss))
    return plan, Counts(n, n3, s3, n3, ss3, s3, n3)


def judged(plan: Plan, counts: Counts, by: str) -> tuple[Calibration, Frame, Means]:
    calibration = calibrate(plan, 0, counts.respondents)
    flat = np.ones_like(calibration.base)
    weights = {"base": calibration.base, "none": flat, "calibrated": calibration.weights}
    held = frame(plan, 0, calibration, counts.respondents, by=weights[by])
    found, _ = means(counts, held, calibration.cells, 0.95, ENDS)
    return calibration, held, found


@pytest.mark.parametrize(
    ("design", "margins", "bounds", "finite", "by"),
    [
        ("stratified", (), None, True, "base"),
        ("stratified_without_fpc", (), None, False, "base"),
        ("post_stratified", ("wide",), None, True, "base"),
        ("raked", ("wide", "comp"), None, False, "none"),
        ("bounded", ("wide", "comp"), Bounds(0.6, 1.4), False, "base"),
    ],
)
def test_designs_of_the_school_data(
    design: str, margins: tuple[str, ...], bounds: Bounds | None, finite: bool, by: str
) -> None:
    plan, counts = schools(*margins, bounds=bounds, finite=finite)
    wanted = API[design]
    calibration, held, found = judged(plan, counts, by)
    if margins:
        np.testing.assert_allclose(calibration.weights, wanted["weights"], rtol=SAME)
        assert calibration.converged
    np.testing.assert_allclose(found.mean[3], wanted["mean"], rtol=SAME)
    np.testing.assert_allclose(found.se[3], wanted["se"], rtol=SAME)
    np.testing.assert_allclose(found.mean[:3, 0], wanted["by_type"], rtol=SAME)
    error = TEN_ROUNDS if design == "raked" else SAME
    np.testing.assert_allclose(found.se[:3, 0], wanted["by_type_se"], rtol=error)
    values = linear(counts, held, calibration.cells)
    worth = (held.weights**2 * held.factor[held.stratum])[:, None]
    products = np.diag((values.squares * worth).sum(axis=0)[:3])  # no school has two types
    together = covariance(held, values.sums[:, :3], products)
    np.testing.assert_allclose(together, wanted["by_type_cov"], rtol=2 * error, atol=1e3 * error)


def test_how_far_the_choice_of_residuals_goes() -> None:
    """Not at all with one margin: its ratio of weights is one within each category."""
    plan, counts = schools("wide", finite=True)
    _, _, found = judged(plan, counts, "calibrated")
    np.testing.assert_allclose(found.se[3], API["post_stratified"]["se"], rtol=SAME)
    plan, counts = schools("wide", "comp")
    _, _, found = judged(plan, counts, "calibrated")
    whole = abs(found.se[3, 0] / API["raked"]["se"][0] - 1)
    types = np.abs(found.se[:3, 0] / API["raked"]["by_type_se"] - 1)
    assert 1e-4 < whole < 0.002
    assert 0.004 < types.max() < 0.02


def test_the_design_effect_of_a_stratified_sample() -> None:
    plan, counts = schools()
    _, _, found = judged(plan, counts, "base")
    np.testing.assert_allclose(found.deff[3], API["stratified_without_fpc"]["deff"], rtol=SAME)


@pytest.mark.parametrize("design", ["one_stage", "one_stage_finite", "two_stage"])
def test_clusters_are_respondents_with_many_answers(design: str) -> None:
    """A district is to its schools what a respondent is to his answers; a cell holds one each."""
    held = R["clusters"][design]
    answered = [place for place, s in enumerate(held["s"]) if s is not None]
    s = np.rint([held["s"][place] for place in answered]).astype(np.int64)[:, None, None]
    m = np.rint([held["m"][place] for place in answered]).astype(np.int64)[:, None, None]
    w = np.asarray([held["w"][place] for place in answered])
    one = np.ones_like(s)
    size = float(len(held["s"]))
    rest = 1 - size / held["population"][0] if "population" in held else 1.0
    people = np.ones(len(answered), dtype=np.int64)
    counts = Counts(people, one, s, m, s * s, s * m, m * m)
    no_margin, nothing = np.zeros((len(s), 0), dtype=np.int64), np.zeros((0, 0))
    held_frame = Frame(
        people, w, np.zeros(len(s), dtype=np.int64), no_margin, w, nothing,
        np.asarray([rest * size / (size - 1)]), np.asarray([size]),
    )  # fmt: skip
    found, _ = means(counts, held_frame, np.arange(len(s)), 0.95, ENDS)
    np.testing.assert_allclose(found.mean[0], held["mean"], rtol=SAME)
    np.testing.assert_allclose(found.se[0], held["se"], rtol=SAME)


@pytest.mark.parametrize(
    ("design", "by"),
    [("plain", "base"), ("finite", "base"), ("raked", "none"), ("calibrated", "base")],
)
def test_the_made_up_round(design: str, by: str) -> None:
    plan, given = round_()
    margins = plan.panels[0].margins if design in ("raked", "calibrated") else ()
    if not margins:
        plan = replace(plan, panels=(Panel("all"),), finite=design == "finite")
        cells = tuple(Cell(stratum) for stratum in range(len(plan.strata)))
        given = replace(given, cell=given.cell // (len(plan.cells) // len(cells)))
        plan = replace(plan, cells=cells)
    rows = rows_of(plan, given)
    counts = count(rows, plan)
    calibration, held, found = judged(plan, counts, by)
    values = linear(counts, held, calibration.cells)
    (composite,) = composites(plan, rows, [Judged(held, calibration.cells, found, values)])
    wanted = R["made"][design]
    np.testing.assert_allclose(found.mean.ravel(), wanted["mean"], rtol=SAME)
    np.testing.assert_allclose(found.se.ravel(), wanted["se"], rtol=SAME)
    np.testing.assert_allclose(composite.score, wanted["score"], rtol=SAME)
    np.testing.assert_allclose(composite.covariance, wanted["covariance"], rtol=SAME, atol=1e-8)
