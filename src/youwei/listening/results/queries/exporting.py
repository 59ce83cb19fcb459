"""The sealed file of a round, and what is published of a result that was computed from it."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.writing.parquet import path_of
from youwei.listening.results.queries.plan import places_of
from youwei.listening.results.rules.refusals import NothingSealed, SealedFileGone
from youwei.stats.survey import Result, export


def sealed_file(round_: Round) -> Path:
    """Raises NothingSealed, or SealedFileGone where it is not the one of the journal."""
    if not round_.sealed_file:
        raise NothingSealed
    path = path_of(round_.sealed_file)
    if not path.is_file():
        raise SealedFileGone
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != round_.sealed_sha256:
            raise SealedFileGone
    return path


def seed_of(round_: Round) -> int:
    """From the fingerprint of the sealed file: nobody can choose it, everybody can repeat it."""
    return int(round_.sealed_sha256[:15], 16)


def export_text(round_: Round, result: Result, withheld: Collection[int]) -> str:
    """What is hidden is not in it. `withheld`: keys of organs."""
    organs = places_of(round_, withheld)
    hidden = {(panel, organ) for panel in range(len(result.plan.panels)) for organ in organs}
    told = export(result, hidden=hidden)
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
