"""Rows into tables as fast as an engine takes them: COPY, or many inserts in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Row = Sequence[Any]


class Table:
    """Rows of one table, given column by column as the database wants them."""

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns
        self.rows: list[Row] = []

    @classmethod
    def of(cls, model: type[Model], *names: str) -> "Table":
        return cls(model._meta.db_table, *(_column(model, n) for n in names))

    def flush(self) -> None:
        columns = ", ".join(self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                _copy(cursor, f"COPY {self.table} ({columns}) FROM STDIN", self.rows)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                statement = f"INSERT INTO {self.table} ({columns}) VALUES ({marks})"
                cursor.executemany(statement, self.rows)
        self.rows.clear()


def _column(model: type[Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    assert field.column is not None
    return field.column


def _copy(cursor: Any, statement: str, rows: Iterable[Row]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def loose() -> None:
    """A store that can be made again needs no care for power cuts while it is made; rows that are
    made from what is there need no look-up of each foreign key.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
        else:
            cursor.execute("SET synchronous_commit TO off")
            cursor.execute("SET session_replication_role TO replica")
            cursor.execute("SET maintenance_work_mem TO '1GB'")


_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


@contextmanager
def without_indexes(tables: Iterable[str]) -> Iterator[None]:
    """PostgreSQL builds an index faster at the end than row by row."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [list(tables)])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in found:
            cursor.execute(definition)


def settle(tables: Iterable[str]) -> None:
    """Numbers go on where they ended; the planner learns what is there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                    f" (SELECT max(id) FROM {table}))"
                )
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
