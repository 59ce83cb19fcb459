"""One scan of the sealed ballots: integers by cell, organ and dimension, and the respondents.

What a respondent said on a dimension of an organ is summed up first: s points in m answers. The
sums of s, m, s², s·m and m² over the respondents of a cell are all that means and their errors
need. They are integers: no order of rows or threads can change them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.plan import SCORES, Plan
from youwei.stats.survey.sealing import BITS, MARK, Rows, first_questions

Ints = NDArray[np.int64]
Marks = NDArray[np.signedinteger]
_ONES = (1,) * len(SCORES)


@dataclass(frozen=True, slots=True)
class Counts:
    """`respondents` by cell; sums over the ballots of a cell by [cell, organ, dimension]."""

    respondents: Ints
    ballots: Ints
    s: Ints
    m: Ints
    ss: Ints
    sm: Ints
    mm: Ints


def excluding(rows: Rows, ballots: Collection[int]) -> Rows:
    """Less the ballots that a recorded decision excludes."""
    if not ballots:
        return rows
    kept = ~np.isin(rows.ballot, np.fromiter(ballots, dtype=np.int64))
    return Rows(rows.ballot[kept], rows.cell[kept], rows.organ[kept], rows.marks[kept])


def count(rows: Rows, plan: Plan) -> Counts:
    shape = (len(plan.cells), len(plan.organs), len(plan.dimensions))
    sums = np.empty((6, *shape), dtype=np.int64)
    place = rows.cell * shape[1] + rows.organ
    for dimension, (low, questions) in enumerate(
        zip(first_bits(plan), plan.questions, strict=True)
    ):
        summed = _of_one if questions == 1 else _of_many
        found = summed(place, rows.marks >> low, questions, plan.points, shape[0] * shape[1])
        sums[..., dimension] = found.reshape(6, *shape[:2])
    return Counts(respondents(rows, plan), *sums)


def voted(marks: Marks, questions: int, points: tuple[int, ...]) -> tuple[Ints, Ints]:
    """Points and answers of each row on the dimension whose marks stand in the lowest bits."""
    worth, vote = worths(points)
    s, m = np.zeros((2, len(marks)), dtype=np.int64)
    for question in range(questions):
        mark = (marks >> (BITS * question)) & MARK
        s += worth[mark]
        m += vote[mark]
    return s, m


def _of_one(place: Marks, marks: Marks, _: int, points: tuple[int, ...], places: int) -> Ints:
    """One question: m is 0 or 1, and a count by score says it all."""
    key = (place << BITS) | (marks & MARK)
    held = np.bincount(key, minlength=places << BITS).reshape(places, MARK + 1)
    worth, vote = worths(points)
    ballots = held @ vote
    s, ss = held @ worth, held @ worth**2
    return np.stack([ballots, s, ballots, ss, s, ballots])


def _of_many(
    place: Marks, marks: Marks, questions: int, points: tuple[int, ...], places: int
) -> Ints:
    s, m = voted(marks, questions, points)
    terms = (m > 0, s, m, s * s, s * m, m * m)
    return np.stack(  # sums of integers far below 2**53 are exact in floating point
        [np.bincount(place, weights=term, minlength=places).astype(np.int64) for term in terms]
    )


def worths(points: tuple[int, ...]) -> tuple[Ints, Ints]:
    """What each of the eight marks is worth, and whether it is a vote."""
    worth, vote = np.zeros((2, MARK + 1), dtype=np.int64)
    worth[list(SCORES)] = points
    vote[list(SCORES)] = 1
    return worth, vote


def respondents(rows: Rows, plan: Plan) -> Ints:
    new = np.ones(len(rows.ballot), dtype=np.bool_)
    new[1:] = (rows.ballot[1:] != rows.ballot[:-1]) | (rows.cell[1:] != rows.cell[:-1])
    return np.bincount(rows.cell[new], minlength=len(plan.cells))


def counts_sql(plan: Plan) -> str:
    """The same aggregation in SQL that DuckDB, PostgreSQL and SQLite read alike, from a table
    `sealed`: cell, organ and for each dimension in turn ballots, s, m, ss, sm, mm.
    """
    inner, outer = [], []
    for dimension, first in enumerate(first_questions(plan)):
        places = range(int(first), int(first) + plan.questions[dimension])
        marks = [f"((marks >> {BITS * place}) & {MARK})" for place in places]
        s, m = f"s{dimension}", f"m{dimension}"
        inner += [f"{_sql_sum(marks, plan.points)} AS {s}", f"{_sql_sum(marks, _ONES)} AS {m}"]
        terms = (f"CASE WHEN {m} > 0 THEN 1 ELSE 0 END", s, m, f"{s}*{s}", f"{s}*{m}", f"{m}*{m}")
        outer += [f"SUM({term})" for term in terms]
    return (
        f"SELECT cell, organ, {', '.join(outer)} FROM"  # noqa: S608 – numbers of the plan only
        f" (SELECT cell, organ, {', '.join(inner)} FROM sealed) AS by_ballot GROUP BY cell, organ"
    )


def _sql_sum(marks: Sequence[str], points: Sequence[int]) -> str:
    cases = " ".join(f"WHEN {s} THEN {p}" for s, p in zip(SCORES, points, strict=True))
    return " + ".join(f"CASE {mark} {cases} ELSE 0 END" for mark in marks)


RESPONDENTS_SQL = "SELECT cell, COUNT(DISTINCT ballot) FROM sealed GROUP BY cell"


def first_bits(plan: Plan) -> list[int]:
    """The lowest bit of each dimension."""
    return [int(BITS * first) for first in first_questions(plan)]
