"""The scan by cells against the same figures respondent by respondent."""

import sqlite3
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.stats.survey.by_hand import covariance_of, linearised, people_of, weights_of
from tests.stats.survey.worlds import answers_of, plan_of, rows_of
from youwei.stats.survey import Answers, Plan, answers, count, counts_sql, estimate, read, seal
from youwei.stats.survey.estimate import estimate_rows
from youwei.stats.survey.scan import RESPONDENTS_SQL
from youwei.stats.survey.sealing import Rows

PLANS = {
    "one question": plan_of(6),
    "several questions": plan_of(6, questions=(1, 3, 2)),
    "two panels": plan_of(6, panels=2, groups=[[0, 2, 4], [5, 3, 1]]),
    "strata only": plan_of(6, margins=()),
    "finite": plan_of(6, finite=True),
}


@pytest.fixture(params=PLANS, ids=str)
def plan(request: pytest.FixtureRequest) -> Plan:
    return PLANS[request.param]


def test_means_errors_and_composites_are_those_of_a_count_by_hand(plan: Plan) -> None:
    given = answers_of(plan, 300, seed=5)
    result = estimate_rows(rows_of(plan, given), plan, seed=1)
    domains = [(o, d) for o in range(len(plan.organs)) for d in range(len(plan.dimensions))]
    shape = (len(plan.organs), len(plan.dimensions))
    score = np.zeros(len(plan.organs))
    together = np.zeros((len(plan.organs), len(plan.organs)))
    combine = np.kron(np.eye(len(plan.organs)), np.array(plan.dimension_weights)[:, None])
    for panel in range(len(plan.panels)):
        people = people_of(plan, given, panel)
        weights = weights_of(plan, people, panel)
        mean, values = linearised(plan, people, weights, domains)
        covariance = covariance_of(plan, people, values)
        found = result.means[panel]
        np.testing.assert_allclose(found.mean, mean.reshape(shape), rtol=1e-11)
        error = np.sqrt(np.diag(covariance)).reshape(shape)
        np.testing.assert_allclose(found.se, error, rtol=1e-9)
        score += mean @ combine / len(plan.panels)
        together += combine.T @ covariance @ combine / len(plan.panels) ** 2
    for composite in result.composites:
        own = list(composite.organs)
        np.testing.assert_allclose(composite.score, score[own], rtol=1e-11)
        np.testing.assert_allclose(composite.covariance, together[np.ix_(own, own)], atol=1e-10)


def test_a_sealed_file_gives_back_what_was_said_under_other_numbers(
    plan: Plan, tmp_path: Path
) -> None:
    given = answers_of(plan, 200, seed=6)
    sealed = seal(tmp_path / "round.parquet", plan, given, chance=np.random.default_rng(8))
    back = answers(sealed.path, plan)
    assert sealed.ballots == len(set(given.ballot.tolist())) == len(set(back.ballot.tolist()))
    assert said(back) == said(given)
    # neither the order of coming in nor the number of the ballot can be told from the new number
    first = {ballot: place for place, ballot in enumerate(dict.fromkeys(given.ballot.tolist()))}
    by_words = {words: ballot for ballot, words in words_of(given).items()}
    pairs = [(first[by_words[w]], new) for new, w in words_of(back).items() if w in by_words]
    order = np.argsort(np.argsort(np.array(pairs), axis=0), axis=0)
    within = order[np.lexsort((order[:, 1],))]
    assert len(pairs) > 100
    assert np.any(np.diff(within[:, 0]) < 0)


def words_of(given: Answers) -> dict[int, tuple[tuple[int, ...], ...]]:
    held: dict[int, list[tuple[int, ...]]] = {}
    columns = ("ballot", "cell", "organ", "dimension", "question", "score")
    for ballot, *rest in zip(*(getattr(given, one).tolist() for one in columns), strict=True):
        held.setdefault(ballot, []).append(tuple(rest))
    return {ballot: tuple(sorted(rows)) for ballot, rows in held.items()}


def said(given: Answers) -> list[tuple[tuple[int, ...], ...]]:
    return sorted(words_of(given).values())


@pytest.mark.parametrize("column", ["cell", "organ", "dimension", "question", "score"])
def test_an_answer_that_the_plan_does_not_know_is_refused(column: str, tmp_path: Path) -> None:
    plan = PLANS["several questions"]
    given = answers_of(plan, 20, seed=1)
    held = {name: getattr(given, name).copy() for name in Answers.__slots__}
    held[column][3] = 99
    with pytest.raises(ValueError, match="is not in the plan"):
        seal(tmp_path / "x.parquet", plan, Answers(**held), chance=np.random.default_rng(1))


def test_a_ballot_counts_once(tmp_path: Path) -> None:
    plan = PLANS["one question"]
    given = answers_of(plan, 20, seed=1)
    twice = Answers(
        *(np.append(getattr(given, n), getattr(given, n)[4]) for n in Answers.__slots__)
    )
    with pytest.raises(ValueError, match="twice"):
        seal(tmp_path / "x.parquet", plan, twice, chance=np.random.default_rng(1))
    moved = given.cell.copy()
    moved[0] = (moved[0] + 1) % len(plan.cells)
    torn = Answers(given.ballot, moved, given.organ, given.dimension, given.question, given.score)
    with pytest.raises(ValueError, match="two cells"):
        seal(tmp_path / "x.parquet", plan, torn, chance=np.random.default_rng(1))


def test_the_counts_are_those_of_plain_sql(plan: Plan) -> None:
    rows = rows_of(plan, answers_of(plan, 250, seed=2))
    counts = count(rows, plan)
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE sealed (ballot INT, cell INT, organ INT, marks BIGINT)")
        columns = (rows.ballot, rows.cell, rows.organ, rows.marks)
        base.executemany(
            "INSERT INTO sealed VALUES (?, ?, ?, ?)",
            zip(*(c.tolist() for c in columns), strict=True),
        )
        by_sqlite = base.execute(counts_sql(plan)).fetchall()
        people = dict(base.execute(RESPONDENTS_SQL).fetchall())
    with duckdb.connect() as engine:
        engine.register("sealed", {n: getattr(rows, n) for n in Rows.__slots__})
        by_duckdb = engine.execute(counts_sql(plan)).fetchall()
    assert sorted(by_sqlite) == sorted(by_duckdb)
    assert people == {c: n for c, n in enumerate(counts.respondents.tolist()) if n}
    sums = np.zeros((*counts.s.shape, 6), dtype=np.int64)
    for cell, organ, *rest in by_sqlite:
        sums[cell, organ] = np.reshape(rest, (-1, 6))
    names = ("ballots", "s", "m", "ss", "sm", "mm")
    np.testing.assert_array_equal(sums, np.stack([getattr(counts, n) for n in names], axis=-1))


def test_a_file_of_another_plan_is_refused(tmp_path: Path) -> None:
    plan = PLANS["one question"]
    sealed = seal(
        tmp_path / "r.parquet", plan, answers_of(plan, 50, seed=5), chance=np.random.default_rng(1)
    )
    with pytest.raises(ValueError, match="another plan"):
        estimate(sealed.path, plan_of(3), seed=1)


def test_an_organ_alone_in_its_group_is_first_for_sure() -> None:
    plan = plan_of(4, groups=[[2], [0, 1, 3]])
    result = estimate_rows(rows_of(plan, answers_of(plan, 200, seed=5)), plan, seed=1)
    alone = result.ranks[0]
    assert (alone.rank[0], alone.sure_low[0], alone.sure_high[0]) == (1, 1, 1)
    assert not alone.alike.any()


def test_excluded_ballots_leave_no_trace(tmp_path: Path) -> None:
    plan = PLANS["two panels"]
    sealed = seal(
        tmp_path / "r.parquet", plan, answers_of(plan, 300, seed=5), chance=np.random.default_rng(1)
    )
    out = frozenset(range(0, 300, 10))
    result = estimate(sealed.path, plan, seed=1, without=out)
    rows = read(sealed.path, plan)
    kept = ~np.isin(rows.ballot, list(out))
    less = Rows(*(getattr(rows, name)[kept] for name in Rows.__slots__))
    again = estimate_rows(less, plan, seed=1)
    assert result.excluded == 30
    assert result.respondents.sum() == 270
    np.testing.assert_array_equal(result.composites[0].score, again.composites[0].score)
