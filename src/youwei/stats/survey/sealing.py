"""Sealed ballots: one Parquet file a round, one row per respondent and organ, and nothing else.

Columns: `ballot` int32, `cell` int32, `organ` int16 and `marks` int64, three bits a question (0
skipped, 1 to 5 the score, 6 "not clear"). Ballots are numbered at random inside their cell when the
file is written, and rows stand in the order of these numbers: neither says when or from whom a
ballot came.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from os import getpid
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from youwei.stats.survey.plan import NOT_CLEAR, SCORES, Plan

Ints = NDArray[np.int64]
BITS = 3
MARK = (1 << BITS) - 1
UNCLEAR = 6
# One number that orders the rows; two columns come out of the engine faster than four.
_PACKED = duckdb.SQLExpression(
    "(ballot::BIGINT << 32) | (cell::BIGINT << 16) | organ::BIGINT AS place"
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Arrays of equal length, an entry per answer; `question` counts inside its dimension."""

    ballot: Ints
    cell: Ints
    organ: Ints
    dimension: Ints
    question: Ints
    score: Ints


@dataclass(frozen=True, slots=True)
class Sealed:
    path: Path
    ballots: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The sealed file in memory, sorted by ballot and organ, each pair of them once."""

    ballot: NDArray[np.signedinteger]
    cell: NDArray[np.signedinteger]
    organ: NDArray[np.signedinteger]
    marks: NDArray[np.signedinteger]


def first_questions(plan: Plan) -> Ints:
    """Position of each dimension's first question in the instrument."""
    return np.concatenate([[0], np.cumsum(plan.questions)[:-1]]).astype(np.int64)


def seal(path: Path, plan: Plan, given: Answers, *, chance: np.random.Generator) -> Sealed:
    """ValueError where an answer does not fit the plan, or was given twice."""
    for fault in _faults(plan, given):
        raise ValueError(fault)
    _, first, ballot = np.unique(given.ballot, return_index=True, return_inverse=True)
    home = given.cell[first]
    if np.any(home[ballot] != given.cell):
        raise ValueError("a ballot stands in two cells")
    number = np.empty(len(first), dtype=np.int64)
    number[np.lexsort((chance.random(len(first)), home))] = np.arange(len(first))
    rows = _packed(plan, given, number[ballot])
    write(path, rows)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Sealed(path, len(first), len(rows.ballot), digest)


def write(path: Path, rows: Rows) -> None:
    """The file of rows in their order."""
    with duckdb.connect() as engine:
        engine.register("given", vars_of(rows))
        engine.sql(
            "SELECT ballot::INTEGER AS ballot, cell::INTEGER AS cell,"
            " organ::SMALLINT AS organ, marks::BIGINT AS marks FROM given"
        ).write_parquet(str(path), compression="zstd")


def read(path: Path, plan: Plan, *, threads: int | None = None) -> Rows:
    """The whole file. Rows of a file that somebody shuffled are put in order again. ValueError
    where it belongs to another plan.
    """
    narrow = "INTEGER" if BITS * sum(plan.questions) < 31 else "BIGINT"
    with _engine(threads, getpid()).cursor() as engine:
        held = engine.read_parquet(str(path))
        found = held.select(_PACKED, duckdb.SQLExpression(f"marks::{narrow} AS marks")).fetchnumpy()
    place, marks = found["place"], found["marks"]
    if not np.all(place[1:] > place[:-1]):
        order = np.argsort(place, kind="stable")
        place, marks = place[order], marks[order]
        if np.any(place[1:] == place[:-1]):
            raise ValueError("a ballot rates an organ twice")
    cell, organ = ((place >> 16) & 0xFFFF).astype(np.int32), (place & 0xFFFF).astype(np.int32)
    if len(place) and (cell.max() >= len(plan.cells) or organ.max() >= len(plan.organs)):
        raise ValueError("the file belongs to another plan")
    return Rows((place >> 32).astype(np.int32), cell, organ, marks)


@cache
def _engine(threads: int | None, _process: int) -> duckdb.DuckDBPyConnection:
    """Made once in a process: to start one takes longer than to read a round."""
    return duckdb.connect(config={"threads": threads} if threads else {})


def answers(path: Path, plan: Plan) -> Answers:
    """The sealed file as it was given, with the sealed numbers of the ballots."""
    rows = read(path, plan)
    parts = []
    for dimension, first in enumerate(first_questions(plan)):
        for question in range(plan.questions[dimension]):
            mark = (rows.marks >> (BITS * (first + question))) & MARK
            said = np.flatnonzero(mark)
            score = np.where(mark[said] == UNCLEAR, NOT_CLEAR, mark[said])
            parts.append((said, np.full_like(said, dimension), np.full_like(said, question), score))
    row, dimension_, question_, score_ = (np.concatenate(one) for one in zip(*parts, strict=True))
    order = np.lexsort((question_, dimension_, row))
    row = row[order]
    return Answers(
        *(np.asarray(one[row], dtype=np.int64) for one in (rows.ballot, rows.cell, rows.organ)),
        *(one[order] for one in (dimension_, question_, score_)),
    )


def vars_of(rows: Rows) -> dict[str, NDArray[np.signedinteger]]:
    return {name: getattr(rows, name) for name in ("ballot", "cell", "organ", "marks")}


def _faults(plan: Plan, given: Answers) -> Iterator[str]:
    sizes = {
        "cell": len(plan.cells),
        "organ": len(plan.organs),
        "dimension": len(plan.dimensions),
        "score": len(SCORES) + 1,
    }
    for name, size in sizes.items():
        held = getattr(given, name)
        if len(held) != len(given.ballot):
            yield "the columns differ in length"
        elif len(held) and (held.min() < 0 or held.max() >= size):
            yield f"a {name} is not in the plan"
            return
    if np.any(given.question < 0) or np.any(
        given.question >= np.asarray(plan.questions)[given.dimension]
    ):
        yield "a question is not in the plan"


def _packed(plan: Plan, given: Answers, ballot: Ints) -> Rows:
    place = first_questions(plan)[given.dimension] + given.question
    mark = np.where(given.score == NOT_CLEAR, UNCLEAR, given.score) << (BITS * place)
    order = np.lexsort((place, given.organ, ballot))
    ballot, organ, place, mark = (one[order] for one in (ballot, given.organ, place, mark))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(ballot) != 0) | (np.diff(organ) != 0)
    if np.any(~new[1:] & (np.diff(place) == 0)):
        raise ValueError("an answer was given twice")
    starts = np.flatnonzero(new)
    marks = np.add.reduceat(mark, starts) if len(starts) else mark
    return Rows(ballot[starts], given.cell[order][starts], organ[starts], marks)
