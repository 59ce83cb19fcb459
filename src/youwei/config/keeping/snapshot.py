"""The database as it was at one moment, while others go on writing."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from youwei.config.keeping.archive import PIECE, ArchiveWriter
from youwei.config.keeping.manifest import LEFT_OUT

DATABASE = "database/youwei.sqlite3"
TABLES = "database/tables"
STAGING = "backup-under-way-"  # beside the database, readable by its own user only
_CURSORS = count()
_PART = 4 * 1024 * 1024  # bytes of one member of a table


class Snapshot(Protocol):
    """One moment of the database. `write` puts all of it into an archive."""

    tables: tuple[str, ...]

    def rows(self, sql: str) -> Iterable[Sequence[Any]]: ...

    def write(self, archive: ArchiveWriter) -> None: ...


@contextmanager
def taken() -> Iterator[Snapshot]:
    if connection.vendor == "sqlite":
        with _sqlite() as snapshot:
            yield snapshot
    else:
        with _postgresql() as snapshot:
            yield snapshot


class SqliteSnapshot:
    """A copy made by VACUUM INTO: one read transaction, and nothing of what was deleted before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._link = sqlite3.connect(path)
        self._link.execute("PRAGMA secure_delete = ON")
        for table in LEFT_OUT:
            self._link.execute(f'DELETE FROM "{table}"')  # noqa: S608 - named above
        self._link.commit()
        found = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        self.tables = tuple(row[0] for row in found if not row[0].startswith("sqlite_"))

    def rows(self, sql: str) -> Iterable[Sequence[Any]]:
        return self._link.execute(sql)

    def write(self, archive: ArchiveWriter) -> None:
        self._link.close()
        with self._path.open("rb") as file:
            pieces = iter(lambda: file.read(PIECE), b"")
            archive.add(DATABASE, self._path.stat().st_size, pieces)


@contextmanager
def _sqlite() -> Iterator[Snapshot]:
    data: Path = settings.YOUWEI_DATA
    for left in data.glob(f"{STAGING}*"):
        shutil.rmtree(left)  # of a backup that died
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=data))
    try:
        copy = folder / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        copy.chmod(0o600)
        yield SqliteSnapshot(copy)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class PostgresSnapshot:
    """Every table read in one REPEATABLE READ transaction; no program beside the server is used."""

    def __init__(self, link: Any) -> None:
        self._link = link
        found = self.rows(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
        )
        self.tables = tuple(row[0] for row in found)

    def rows(self, sql: str) -> Iterable[Sequence[Any]]:
        with self._link.cursor(name=f"backup_{next(_CURSORS)}") as cursor:
            cursor.itersize = 5_000
            cursor.execute(sql)
            yield from cursor

    def write(self, archive: ArchiveWriter) -> None:
        for table in self.tables:
            if table in LEFT_OUT:
                continue
            for number, part in enumerate(self._parts(table)):
                archive.add_whole(f"{TABLES}/{table}/{number:06}", part)

    def _parts(self, table: str) -> Iterator[bytes]:
        """Whole lines of COPY's text format, and the columns before them."""
        columns = ", ".join(f'"{name}"' for name in self._columns(table))
        head = columns.encode() + b"\n"
        part = bytearray(head)
        with (
            self._link.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({columns}) TO STDOUT') as copy,
        ):
            for line in copy:
                part += line
                if len(part) >= _PART:
                    yield bytes(part)
                    part = bytearray(head)
        if len(part) > len(head):
            yield bytes(part)

    def _columns(self, table: str) -> list[str]:
        """Generated columns are made again."""
        found = self._link.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [f'"{table}"'],
        )
        return [row[0] for row in found]


@contextmanager
def _postgresql() -> Iterator[Snapshot]:
    import psycopg

    given = connection.get_connection_params()
    params = {
        key: given[key] for key in ("dbname", "user", "password", "host", "port") if key in given
    }
    with psycopg.connect(**params) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        link.execute("SET TIME ZONE 'UTC'")
        yield PostgresSnapshot(link)
