"""The sealed file: a Parquet file of the data folder, its hash in the journal."""

import hashlib
import secrets
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from django.conf import settings

from youwei.listening.appraisal.rules.sealing import Rows

FOLDER = "ballots"
Signature = tuple[tuple[int, int, int, int, int], ...]


class NotAsWritten(Exception):
    """The sealed file does not hold what was put into it: nothing is erased then."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """`numbers`: what each ballot, by its place in the rows, is called in the file. Ballots that
    agree in everything are the same to every reader; which of them is which is not known here
    either.
    """

    name: str
    sha256: str
    rows: int
    ballots: int
    numbers: dict[int, int]


def folder() -> Path:
    found: Path = settings.YOUWEI_DATA / FOLDER
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def erase(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def seal_rows(rows: Rows, name: str) -> SealedFile:
    """Writes, reads again and compares. Raises NotAsWritten."""
    path = folder() / name
    _write(path, rows)
    path.chmod(0o600)
    ours, found = _by_signature(_columns(rows)), _by_signature(_read(path))
    if {key: len(ones) for key, ones in ours.items()} != {
        key: len(ones) for key, ones in found.items()
    }:
        path.unlink()
        raise NotAsWritten(name)
    numbers = {
        here: there
        for key, ones in ours.items()
        for here, there in zip(ones, found[key], strict=True)
    }
    return SealedFile(
        name=name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=len(rows.score),
        ballots=len(numbers),
        numbers=numbers,
    )


_TYPES = {
    "ballot": "int32",
    "cell": "int32",
    "organ": "int16",
    "dimension": "int8",
    "question": "int16",
    "score": "int8",
}
Columns = dict[str, "np.ndarray[tuple[int], np.dtype[np.generic]]"]


def _columns(rows: Rows) -> Columns:
    return {name: np.array(getattr(rows, name), dtype=kind) for name, kind in _TYPES.items()}


def _write(path: Path, rows: Rows) -> None:
    """Ballots are numbered anew by the system's own chance, which nobody can repeat."""
    columns = _columns(rows)
    chance = np.random.default_rng(secrets.randbits(256))
    ballots = int(columns["ballot"].max(initial=-1)) + 1
    columns["ballot"] = chance.permutation(ballots).astype("int32")[columns["ballot"]]
    with duckdb.connect() as engine:
        engine.register("answers", columns)
        answers = engine.sql("SELECT * FROM answers")
        ordered = answers.order("cell, ballot, organ, dimension, question")
        ordered.write_parquet(str(path))


def _read(path: Path) -> Columns:
    with duckdb.connect() as engine:
        found = engine.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchnumpy()
    return {name: found[name] for name in _TYPES}


def _by_signature(columns: Columns) -> dict[Signature, list[int]]:
    answers: defaultdict[int, list[tuple[int, int, int, int, int]]] = defaultdict(list)
    names = ("cell", "organ", "dimension", "question", "score")
    rest = zip(*(columns[name].tolist() for name in names), strict=True)
    for ballot, answer in zip(columns["ballot"].tolist(), rest, strict=True):
        answers[ballot].append(answer)
    ballots: defaultdict[Signature, list[int]] = defaultdict(list)
    for ballot, given in answers.items():
        ballots[tuple(sorted(given))].append(ballot)
    return ballots
