"""Makes a backup into a stream that is sealed on its way."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.db import connection

from youwei.config.keeping import snapshot
from youwei.config.keeping.archive import MANIFEST, ArchiveWriter
from youwei.config.keeping.files import IN_DATA, IN_STORE, write_files
from youwei.config.keeping.manifest import Manifest, made_from
from youwei.kernel import clock

# What is kept in files and cannot be made again, as the database names it: place and SHA-256.
NAMED = (
    "SELECT stored, sha256 FROM files_evidencefile WHERE withdrawn_at IS NULL",
    "SELECT stored, sha256 FROM files_sealedoriginal",
    """SELECT sealed_file, sealed_sha256 FROM appraisal_round
       WHERE sealed_file <> '' AND erased_on IS NULL""",
)


@dataclass(frozen=True, slots=True)
class Made:
    """`faulty`: places of files that are not as the database says, and why."""

    manifest: Manifest
    files: int
    faulty: dict[str, str]


def make(sealed: AbstractContextManager[BinaryIO], *, with_keys: bool) -> Made:
    """First the database, then the files that it names: those were stored before their rows."""
    with sealed as sink, snapshot.taken() as moment:
        archive = ArchiveWriter(sink)
        manifest = made_from(
            moment.rows,
            tables=moment.tables,
            engine=connection.vendor,
            at=clock.now(),
            with_keys=with_keys,
        )
        archive.add_whole(MANIFEST, manifest.model_dump_json(indent=1).encode())
        named = {sql: {row[0]: row[1] for row in moment.rows(sql)} for sql in NAMED}
        moment.write(archive)
        count = write_files(archive, with_keys=with_keys)
        archive.close()
    return Made(manifest, count, _faulty(named, archive.hashes))


def _faulty(named: Mapping[str, Mapping[str, str]], hashes: Mapping[str, str]) -> dict[str, str]:
    stored = {}
    for name, hashed in hashes.items():
        parts = PurePosixPath(name).parts
        if parts[0] in {IN_DATA, IN_STORE}:
            stored["/".join(parts[2:])] = hashed  # below data/files, data/ballots, stores/default
    wrong = {
        place: "missing" if place not in stored else "changed"
        for places in named.values()
        for place, hashed in places.items()
        if stored.get(place) != hashed
    }
    if not wrong:
        return {}
    living = {row[0] for sql in named for row in _now(sql)}
    # Withdrawn while the backup was made is no fault: the restored row finds no bytes.
    return {place: why for place, why in wrong.items() if why == "changed" or place in living}


def _now(sql: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
