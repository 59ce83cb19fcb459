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


@dataclass(frozen=True, slots=True)
class Made:
    """`faulty`: places of evidence files that are not as the database says, and why."""

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
        named = {
            row[0]: row[1]
            for row in moment.rows(
                "SELECT stored, sha256 FROM files_evidencefile WHERE withdrawn_at IS NULL"
            )
        }
        moment.write(archive)
        count = write_files(archive, with_keys=with_keys)
        archive.close()
    return Made(manifest, count, _faulty(named, archive.hashes))


def _faulty(named: Mapping[str, str], hashes: Mapping[str, str]) -> dict[str, str]:
    stored = {}
    for name, hashed in hashes.items():
        parts = PurePosixPath(name).parts
        if parts[0] in {IN_DATA, IN_STORE}:
            stored["/".join(parts[2:])] = hashed  # below data/files or stores/default
    wrong = {
        place: "missing" if place not in stored else "changed"
        for place, hashed in named.items()
        if stored.get(place) != hashed
    }
    gone = _withdrawn_since([place for place, why in wrong.items() if why == "missing"])
    return {place: why for place, why in wrong.items() if place not in gone}


def _withdrawn_since(places: list[str]) -> set[str]:
    """Withdrawn while the backup was made, which is no fault: the restored row finds no bytes."""
    from youwei.foundation.files.models import EvidenceFile

    living = set(
        EvidenceFile.objects.filter(stored__in=places, withdrawn_at=None).values_list(
            "stored", flat=True
        )
    )
    return set(places) - living
