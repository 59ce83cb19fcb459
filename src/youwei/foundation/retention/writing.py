"""What was erased leaves the files of the database, too.

To delete a row is to forget where it stood: SQLite overwrites it (`secure_delete`), but not the
copies that moving rows about left in the free space of pages; PostgreSQL overwrites nothing. Only
to write a table anew leaves nothing behind. Nobody can write in it meanwhile, so that this is done
by itself where it takes seconds.
"""

import time
from pathlib import Path

from django.db import OperationalError, connection

from youwei.foundation.retention.offers import tidiers

LIMIT = 512 * 1024 * 1024  # bytes; about seven seconds on two cores
_LOCK = "10s"  # to wait for whoever uses a table
_PATIENCE = 60  # seconds in all, while somebody's older view of the rows needs what was deleted


def remove_traces(*, whole: bool = False) -> int:
    """Writes the database anew, of any size if `whole`; returns how many tables were left as they
    are, the one file of SQLite counting as one. Not inside a transaction.
    """
    for tidy in tidiers():
        tidy()
    return _sqlite(whole) if connection.vendor == "sqlite" else _postgresql(whole)


def count_rows() -> None:
    """How many rows share a value, by which SQLite chooses among indexes. It never counts by itself
    and drops the counts of a table that a migration makes anew; PostgreSQL counts by itself. Nobody
    writes meanwhile: seven seconds for a million cases.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _sqlite(whole: bool) -> int:
    small = Path(connection.settings_dict["NAME"]).stat().st_size <= LIMIT
    with connection.cursor() as cursor:
        if small or whole:
            # Its temporary copy would else lie in the folder of the system.
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA temp_store = DEFAULT")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone()
    return int(busy or not (small or whole))


def _postgresql(whole: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text, pg_total_relation_size(oid) <= %s FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 1",
            [LIMIT],
        )
        tables = cursor.fetchall()
        cursor.execute(f"SET lock_timeout = '{_LOCK}'")
        try:
            until = time.monotonic() + _PATIENCE
            return sum(not _rewritten(table, small or whole, until) for table, small in tables)
        finally:
            cursor.execute("RESET lock_timeout")


def _rewritten(table: str, anew: bool, until: float) -> bool:
    try:
        if not _let_go(table, until if anew else 0) or not anew:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (FULL) {table}")
    except OperationalError:  # somebody holds it for longer
        return False
    return True


def _let_go(table: str, until: float) -> bool:
    """Whether no deleted row is kept for anybody: else it would be written anew with the others."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"VACUUM {table}")
            cursor.execute(
                "SELECT pg_stat_get_dead_tuples(oid) + pg_stat_get_dead_tuples(reltoastrelid)"
                " FROM pg_class WHERE oid = %s::regclass",
                [table],
            )
            if not cursor.fetchone()[0]:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(1)
