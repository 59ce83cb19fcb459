"""Puts a backup into an empty place and proves that it is the same."""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.core.management.color import no_style
from django.db import connection, transaction
from pydantic import ValidationError

from youwei.config.keeping.archive import MANIFEST, Damaged, Member, members
from youwei.config.keeping.files import IN_DATA, IN_STORE, KEYS, data_files, remote_stores
from youwei.config.keeping.manifest import (
    FORMAT,
    Manifest,
    journal_facts,
    knows_secret,
    row_counts,
)
from youwei.config.keeping.snapshot import DATABASE, TABLES


class NotEmpty(Exception):
    """There is something in the place already."""


class DoesNotFit(Exception):
    """The backup is for another engine, software or secret."""


class NotEqual(Exception):
    """What was restored is not what was backed up; it has been removed again."""


@dataclass(frozen=True, slots=True)
class Restored:
    manifest: Manifest
    files: int


def check_empty() -> None:
    """Raises NotEmpty and says what is there."""
    tables = connection.introspection.table_names()
    connection.close()
    if tables:
        raise NotEmpty(f"the database holds {len(tables)} tables")
    if (first := next(data_files(), None)) is not None:
        raise NotEmpty(f"the data folder holds {first}")
    for alias, store in remote_stores().items():
        if any(store.listdir("")):
            raise NotEmpty(f"the store of files “{alias}” is not empty")


def restore(source: BinaryIO) -> Restored:
    """Raises NotEmpty, DoesNotFit, Damaged, NotEqual; whatever fails, the place is empty again."""
    check_empty()
    arriving = members(source)
    manifest = _manifest(next(arriving, None))
    _check_fits(manifest)
    placed = _Placed()
    try:
        if manifest.engine == "sqlite":
            _place_all(arriving, placed, _SqliteRestore())
            _check_equal(manifest)
        else:
            with transaction.atomic():  # tables and rows, or nothing
                tables = _PostgresRestore(manifest)
                _place_all(arriving, placed, tables)
                tables.finish()
                _check_equal(manifest)
    except BaseException:
        placed.remove()
        raise
    os.sync()
    return Restored(manifest, placed.files)


def _manifest(first: Member | None) -> Manifest:
    if first is None or first.name != MANIFEST:
        raise Damaged("it does not begin with a manifest")
    try:
        manifest = Manifest.model_validate_json(b"".join(first.pieces))
    except ValidationError:
        raise Damaged("its manifest cannot be read") from None
    if manifest.format != FORMAT:
        raise DoesNotFit(f"the form {manifest.format} of this backup is not known here")
    return manifest


def _check_fits(manifest: Manifest) -> None:
    from django.db.migrations.loader import MigrationLoader

    if manifest.engine != connection.vendor:
        raise DoesNotFit(
            f"it was made of {manifest.engine} and DATABASE_URL names {connection.vendor}"
        )
    known = MigrationLoader(None).disk_migrations
    if unknown := [
        f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known
    ]:
        raise DoesNotFit(
            f"it was made with software {manifest.software}, whose {unknown[0]} is not known here"
        )
    if not knows_secret(manifest):
        raise DoesNotFit(
            "YOUWEI_SECRET is not the one that the backup was made under: names and contacts would"
            " stay sealed, and receipts would open nothing"
        )


class _Placed:
    """What was put where, so that it can be taken back."""

    def __init__(self) -> None:
        self.files = 0
        self._paths: list[Path] = []
        self._stored: list[tuple[str, str]] = []

    def into_data(self, name: str, member: Member) -> Path:
        path = Path(settings.YOUWEI_DATA) / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._paths.append(path)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in member.pieces:
                file.write(piece)
        self.files += 1
        return path

    def into_store(self, alias: str, name: str, member: Member) -> None:
        given = storages[alias].save(name, File(cast("Any", _Readable(member.pieces)), name))
        self._stored.append((alias, given))
        self.files += 1
        if given != name:
            raise Damaged(f"{name}: the store has it already")

    def remove(self) -> None:
        connection.close()
        for path in self._paths:
            path.unlink(missing_ok=True)
        for alias, name in self._stored:
            storages[alias].delete(name)
        for top in {path.relative_to(settings.YOUWEI_DATA).parts[0] for path in self._paths}:
            folder = Path(settings.YOUWEI_DATA) / top
            if folder.is_dir() and not any(one.is_file() for one in folder.rglob("*")):
                shutil.rmtree(folder)
        if connection.vendor == "sqlite":
            _remove_database()


class _SqliteRestore:
    """The whole file."""

    def take(self, member: Member) -> bool:
        if member.name != DATABASE:
            return False
        _remove_database()  # a connection makes an empty one
        path = Path(str(connection.settings_dict["NAME"]))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in member.pieces:
                file.write(piece)
        return True


class _PostgresRestore:
    """Tables as the migrations of the backup made them, filled by COPY."""

    def __init__(self, manifest: Manifest) -> None:
        from django.db.migrations.executor import MigrationExecutor

        MigrationExecutor(connection).migrate(_newest(manifest.migrations))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in manifest.tables:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - what migrations wrote
        self._tables = manifest.tables

    def take(self, member: Member) -> bool:
        if not member.name.startswith(f"{TABLES}/"):
            return False
        table = PurePosixPath(member.name).parts[2]
        if table not in self._tables:
            raise Damaged(f"{table} is not in the manifest")
        columns, _, lines = b"".join(member.pieces).partition(b"\n")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            copying = f'COPY "{table}" ({columns.decode()}) FROM STDIN'
            with cursor.copy(copying) as copy:
                copy.write(lines)
        return True

    def finish(self) -> None:
        """New rows are numbered after the old ones."""
        from django.apps import apps

        models = apps.get_models(include_auto_created=True)
        known = [one for one in models if one._meta.db_table in self._tables]
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), known):
                cursor.execute(sql)


def _newest(migrations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last of each app: an older one as a target would mean to go back to it."""
    return sorted({app: (app, name) for app, name in sorted(migrations)}.values())


def _place_all(
    arriving: Iterator[Member], placed: _Placed, database: _SqliteRestore | _PostgresRestore
) -> None:
    for member in arriving:
        if database.take(member):
            continue
        kind, _, name = member.name.partition("/")
        if kind in {IN_DATA, KEYS}:
            placed.into_data(name, member)
        elif kind == IN_STORE:
            alias, _, inner = name.partition("/")
            placed.into_store(alias, inner, member)
        else:
            raise Damaged(f"{member.name}: no member of a backup")


def _check_equal(manifest: Manifest) -> None:
    """Row counts, every event's digest and the signed root are those of the manifest."""
    found = row_counts(_rows, manifest.tables)
    for table, count in manifest.tables.items():
        if found[table] != count:
            raise NotEqual(f"{table} has {found[table]} rows instead of {count}")
    if journal_facts(_rows) != manifest.journal:
        raise NotEqual("the journal is another")


def _rows(sql: str) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while found := cursor.fetchmany(5_000):
            yield from found


def _remove_database() -> None:
    path = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


class _Readable:
    """Pieces as a file that a store can read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        cut = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:cut], self._rest[cut:]
        return given
