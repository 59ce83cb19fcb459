"""From the sealed file to a result: what stands in it, and what does not."""

import json

import pytest
from tests.listening.results.scene import Scene

from youwei.kernel.refusal import NotAllowed, Refusal
from youwei.kernel.states import MoveNotPossible
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.parquet import folder
from youwei.listening.results.operations import estimating
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.rules.refusals import SealedFileGone
from youwei.stats.survey import recompute


def test_the_planted_order_is_found(scene: Scene) -> None:
    estimate = scene.estimated()
    (group,) = sheet_of(estimate).groups
    assert [line.name for line in group.lines] == [one.name for one in scene.cast.organs]
    assert [line.rank for line in group.lines] == [1, 2, 3]
    for line in group.lines:
        assert line.figure.low < line.figure.value < line.figure.high  # type: ignore[operator]
        assert line.low <= line.rank <= line.high
    scene.round.refresh_from_db()
    assert scene.round.state == State.ESTIMATED


def test_an_outsider_computes_the_same_from_the_export(scene: Scene) -> None:
    estimate = scene.estimated()
    told = json.loads(estimate.export)
    assert recompute.check(told) == []


def test_the_export_says_what_the_page_says(scene: Scene) -> None:
    estimate = scene.estimated()
    text = estimate.export
    for group in sheet_of(estimate).groups:
        for line in group.ranked:
            assert repr(line.figure.value) in text


def test_the_same_file_gives_the_same_result(scene: Scene) -> None:
    estimate = scene.estimated()
    excluded: frozenset[int] = frozenset()
    plan = estimating.plan_of(scene.round)
    path = folder() / scene.round.sealed_file
    again = estimating.estimate(path, plan, seed=estimating.seed_of(scene.round), without=excluded)
    hidden = estimating.hidden_in(scene.round, again, frozenset())
    assert estimating.export_text(scene.round, again, hidden) == estimate.export


def test_only_the_office_estimates_and_only_once(scene: Scene) -> None:
    with pytest.raises(Refusal):
        estimating.estimate_round(actor=scene.lead, round_=scene.round)
    with pytest.raises(NotAllowed):
        estimating.estimate_round(actor=scene.leading, round_=scene.round)
    scene.estimated()
    with pytest.raises(MoveNotPossible):
        scene.estimated()


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_is_not_the_one_of_the_journal_is_refused(scene: Scene, harm: str) -> None:
    path = folder() / scene.round.sealed_file
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(SealedFileGone):
        scene.estimated()
