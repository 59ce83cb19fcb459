"""From the sealed file to a result: what stands in it, and what does not."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.harness.clients import html_of
from tests.listening.results.scene import Scene
from tests.review.test_acknowledged import at_once, refusals

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.refusal import NotAllowed, Refusal
from youwei.kernel.states import MoveNotPossible
from youwei.kernel.workbook import read_sheets
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.parquet import path_of
from youwei.listening.results.models import Estimate, Publication
from youwei.listening.results.operations import estimating, objecting
from youwei.listening.results.queries.exporting import export_text
from youwei.listening.results.queries.plan import plan_of
from youwei.listening.results.queries.reading import sheet_of
from youwei.listening.results.queries.results import beside
from youwei.listening.results.rules.events import ResultEstimated
from youwei.listening.results.rules.refusals import SealedFileGone, TooCloseToEarlier
from youwei.listening.results.rules.states import Remedy
from youwei.stats.survey import estimate, recompute


def test_the_planted_order_is_found(scene: Scene) -> None:
    (group,) = sheet_of(scene.estimated()).groups
    assert [line.name for line in group.lines] == [one.name for one in scene.cast.organs]
    assert [line.rank for line in group.lines] == [1, 2, 3]
    for line in group.lines:
        assert line.figure.low < line.figure.value < line.figure.high  # type: ignore[operator]
        assert line.low <= line.rank <= line.high
    scene.round.refresh_from_db()
    assert scene.round.state == State.ESTIMATED


def test_an_outsider_computes_the_same_from_the_export(scene: Scene) -> None:
    told = json.loads(scene.estimated().export)
    assert recompute.check(told) == []


def test_the_export_says_what_the_page_says(scene: Scene) -> None:
    made = scene.estimated()
    text = made.export
    for group in sheet_of(made).groups:
        for line in group.ranked:
            assert repr(line.figure.value) in text


def test_the_same_file_gives_the_same_result(scene: Scene) -> None:
    made = scene.estimated()
    path, plan = path_of(scene.round.sealed_file), plan_of(scene.round)
    again = estimate(path, plan, seed=made.seed)
    assert export_text(scene.round, again, ()) == made.export


def test_only_the_office_estimates_and_only_once(scene: Scene) -> None:
    with pytest.raises(Refusal):
        estimating.estimate_round(actor=scene.lead, round_=scene.round)
    with pytest.raises(NotAllowed):
        estimating.estimate_round(actor=scene.leading, round_=scene.round)
    scene.estimated()
    with pytest.raises(MoveNotPossible):
        scene.estimated()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_result(scene: Scene) -> None:
    day = clock.now()

    def work() -> Estimate:
        with clock.at(day):
            return scene.estimated()

    told = at_once(work, work)
    assert refusals(told) == 1
    made = Estimate.objects.get(round=scene.round)
    assert (made.number, made.stands) == (1, True)
    assert JournalEvent.objects.filter(kind=ResultEstimated.kind).count() == 1
    assert made in told


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_file_that_is_not_the_one_of_the_journal_is_refused(scene: Scene, harm: str) -> None:
    path = path_of(scene.round.sealed_file)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(SealedFileGone):
        scene.estimated()


class TestBallotsLeftOut:
    def leave_out(self, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        monkeypatch.setattr(estimating, "left_out", lambda round_: frozenset(range(number)))

    def test_both_results_are_kept(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        self.leave_out(monkeypatch, 3)
        made = scene.estimated()
        kept = scene.round.estimates.get(stands=False)
        assert (made.left_out, kept.left_out) == (3, 0)
        assert kept.ballots - made.ballots == 3
        assert beside(made, kept.number) is None, "the difference would tell what three said"

    def test_nothing_that_differs_by_few_from_what_was_read(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = scene.shown()
        filed = objecting.file_objection(
            actor=scene.lead, estimate=shown, organ=scene.cast.organs[0], text="有误。"
        )
        objecting.uphold(actor=scene.leading, objection=filed, text="属实。", remedy=Remedy.ANEW)
        self.leave_out(monkeypatch, 3)
        with pytest.raises(TooCloseToEarlier):
            scene.estimated()
        assert Estimate.objects.get(stands=True) == shown


class TestPages:
    def test_the_public_page_the_table_and_the_file(self, scene: Scene, client: Any) -> None:
        made = scene.published()
        place = f"/results/{scene.round.campaign.number_prefix}/{scene.round.number}/"
        page = html_of(client.get(place))
        assert made.estimate.sha256 in page
        assert scene.round.sealed_sha256 in page
        body = b"".join(client.get(f"{place}export.json").streaming_content)
        assert hashlib.sha256(body).hexdigest() == made.estimate.sha256
        table = b"".join(client.get(f"{place}table.xlsx").streaming_content)
        rows = read_sheets(table)
        assert [row.text(1) for row in rows["结果"][1:]] == [one.name for one in scene.cast.organs]
        for line in sheet_of(made.estimate).groups[0].lines:
            assert line.name in html_of(client.get(f"{place}{line.place}/"))

    def test_an_outsider_runs_the_script_of_the_page(
        self, scene: Scene, client: Any, tmp_path: Path
    ) -> None:
        made = scene.published()
        script, export = tmp_path / "recompute.py", tmp_path / "export.json"
        script.write_bytes(b"".join(client.get("/results/recompute.py").streaming_content))
        export.write_text(made.estimate.export)
        done = subprocess.run([sys.executable, "-I", script, export], check=False)
        assert done.returncode == 0

    def test_the_desk_estimates_shows_and_publishes(self, scene: Scene, desk: Any) -> None:
        place = f"/desk/results/rounds/{scene.round.pk}/"
        desk(scene.office).submit(place, {}, form=f"{place}estimate/")
        made = Estimate.objects.get()
        desk(scene.office).submit(place, {}, form=f"/desk/results/{made.pk}/move/show/")
        made.refresh_from_db()
        assert made.object_until is not None
        with scene.over(made):
            move = f"/desk/results/{made.pk}/move/publish/"
            desk(scene.leading).submit(place, {}, form=move)
        assert Publication.objects.get().estimate == made
        assert scene.round_again().published_on == made.object_until + timedelta(days=1)
