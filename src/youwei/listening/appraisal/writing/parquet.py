"""The sealed file: a Parquet file of the data folder, its hash in the journal."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings

from youwei.kernel.disk import settle
from youwei.listening.appraisal.rules.sealing import Arranged
from youwei.stats import survey

FOLDER = "ballots"
Signature = tuple[tuple[int, int, int, int, int], ...]


class NotAsWritten(Exception):
    """The sealed file does not hold what was put into it: nothing is erased then."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """`numbers`: what each ballot, by its place in `Arranged.ballots`, is called in the file.
    Ballots that agree in everything are the same to every reader; which of them is which is not
    known here either.
    """

    name: str
    sha256: str
    rows: int
    ballots: int
    numbers: dict[int, int]


def path_of(name: str) -> Path:
    found: Path = settings.YOUWEI_DATA / FOLDER
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found / name


def erase(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def erase_left(prefix: str) -> None:
    """What a sealing that was cut off had written: beside the file of the next one it would show
    the same ballots under other numbers.
    """
    for path in path_of("").glob(f"{prefix}*"):
        path.unlink()


def seal_rows(made: Arranged, name: str) -> SealedFile:
    """Writes, reads again and compares. Raises NotAsWritten. Ballots are numbered by the system's
    own chance, which nobody can repeat. Where nobody answered, or too few, there is no file.
    """
    if not made.ballots:
        return SealedFile(name="", sha256="", rows=0, ballots=0, numbers={})
    path, plan = path_of(name), made.plan.for_survey()
    given = survey.Answers(
        *(
            np.asarray(getattr(made.rows, column), dtype=np.int64)
            for column in ("ballot", "cell", "organ", "dimension", "question", "score")
        )
    )
    chance = np.random.default_rng(secrets.randbits(256))
    sealed = survey.seal(path, plan, given, chance=chance)
    path.chmod(0o600)
    settle(path, settings.YOUWEI_DATA)  # the urn is erased with the end of the transaction
    ours, found = _by_signature(given), _by_signature(survey.answers(path, plan))
    if {one: len(held) for one, held in ours.items()} != {
        one: len(held) for one, held in found.items()
    }:
        raise NotAsWritten(name)
    return SealedFile(
        name=name,
        sha256=sealed.sha256,
        rows=sealed.rows,
        ballots=sealed.ballots,
        numbers={
            here: there
            for one, held in ours.items()
            for here, there in zip(held, found[one], strict=True)
        },
    )


def _by_signature(answers: survey.Answers) -> dict[Signature, list[int]]:
    given: defaultdict[int, list[tuple[int, int, int, int, int]]] = defaultdict(list)
    columns = (answers.cell, answers.organ, answers.dimension, answers.question, answers.score)
    rest = zip(*(column.tolist() for column in columns), strict=True)
    for ballot, answer in zip(answers.ballot.tolist(), rest, strict=True):
        given[ballot].append(answer)
    ballots: defaultdict[Signature, list[int]] = defaultdict(list)
    for ballot, said in given.items():
        ballots[tuple(sorted(said))].append(ballot)
    return ballots
