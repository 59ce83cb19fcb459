"""An outsider gets the same figures to the last bit, and no figure of a few people."""

import json
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.stats.survey.worlds import answers_of, plan_of, rows_of
from youwei.stats.survey import Bounds, Grades, Plan, Result, export
from youwei.stats.survey import recompute as script
from youwei.stats.survey.estimate import estimate_rows
from youwei.stats.survey.recompute import check
from youwei.stats.survey.sealing import Rows


def result_of(plan: Plan, people: int = 900) -> Result:
    return estimate_rows(rows_of(plan, answers_of(plan, people, seed=4)), plan, seed=77)


BY_SCORE = Grades(("excellent", "good", "fair"), "score", (60.0, 45.0))
BASE = plan_of(9, panels=2, groups=[range(5), range(5, 9)], least=10, draws=500, decimals=2)
BOUNDED = replace(BASE, panels=(replace(BASE.panels[0], bounds=Bounds(0.7, 1.4)), BASE.panels[1]))
PLANS = {
    "by rank": BASE,
    "by score": replace(BASE, grades=BY_SCORE, dimension_weights=(1, 2, 0.5)),
    "bounded": BOUNDED,
    "no grades": replace(BASE, grades=None, level=0.9),
    "one panel silent": replace(
        BASE, groups=(BASE.groups[0], replace(BASE.groups[1], panel_weights=(0.0, 2.0)))
    ),
}


def published(result: Result, **how: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(export(result, **how), allow_nan=False))
    return document


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_an_outsider_gets_the_same_figures(plan: Plan) -> None:
    document = published(result_of(plan), show_cells={0, 1})
    assert document["panels"][0]["cells"] is not None
    assert check(document) == []


def changed(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each published figure off by one."""
    places: dict[str, tuple[Any, ...]] = {
        "weights": ("panels", 0, "cells", 3, "weight"),
        "intervals of organ 2": ("panels", 1, "means", 2, "low", 1),
        "scores": ("panels", 0, "means", 1, "mean", 0),
        "errors": ("groups", 0, "se", 1),
        "intervals": ("groups", 1, "interval", 0, 2),
        "ranks": ("groups", 0, "rank", 0),
        "marginal rank sets": ("groups", 0, "rank_set", 1, 0),
        "simultaneous rank sets": ("groups", 1, "sure_rank_set", 0, 0),
        "chances of grades": ("groups", 0, "grade_counts", 0, 0),
    }
    found = []
    for name, path in places.items():
        copy = deepcopy(document)
        held = copy
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = held[path[-1]] + 1
        found.append((name, copy))
    return found


def test_a_changed_figure_is_noticed() -> None:
    document = published(result_of(BASE), show_cells={0, 1})
    for name, copy in changed(document):
        assert any(fault.endswith(name) for fault in check(copy)), name


def test_the_script_stands_alone(tmp_path: Path) -> None:
    """As an outsider runs it: without this program on the path."""
    document = published(result_of(BASE))
    file = tmp_path / "export.json"
    file.write_text(json.dumps(document))
    alone = tmp_path / "recompute.py"
    alone.write_text(Path(script.__file__).read_text())
    command = [sys.executable, "-I", "-S", str(alone), str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    document["groups"][0]["score"][0] += 0.01
    file.write_text(json.dumps(document))
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "group 0: scores\n")


def test_nothing_of_a_few_people_is_published() -> None:
    plan = replace(BASE, least=60)
    result = result_of(plan, people=350)
    document = published(result, show_cells={0})
    few = [
        (panel, organ)
        for panel, means in enumerate(result.means)
        for organ in range(len(plan.organs))
        if means.ballots[organ].min() < plan.least
    ]
    assert few
    for panel, organ in few:
        assert document["panels"][panel]["means"][organ] is None
    for group in document["groups"]:
        for organ, ranked, score in zip(
            group["organs"], group["ranked"], group["score"], strict=True
        ):
            assert not (ranked and any(one == organ for _, one in few))
            assert (score is None) == (not ranked)
    assert document["panels"][0]["cells"] is None
    assert document["panels"][0]["why_no_cells"]
    assert check(document) == []


def test_a_hidden_mean_cannot_be_found_from_a_composite() -> None:
    with pytest.raises(ValueError, match="organ 3 has a composite"):
        export(result_of(BASE), hidden={(0, 3)})


def test_panels_of_nobody_are_published_as_such() -> None:
    rows = rows_of(BASE, answers_of(BASE, 400, seed=4))
    first = rows.cell < len(BASE.cells) // 2
    kept = Rows(*(getattr(rows, name)[first] for name in Rows.__slots__))
    result = estimate_rows(kept, BASE, seed=1)
    document = published(result)
    assert not any(any(group["ranked"]) for group in document["groups"])
    assert np.isnan(result.composites[0].score).all()
    assert check(document) == []
