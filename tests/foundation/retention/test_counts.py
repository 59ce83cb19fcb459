"""What the database knows of its own rows, by which it chooses among indexes."""

import pytest
from django.db import connection

from tests.harness.province import Province
from youwei.config.cli import setup
from youwei.foundation.retention.jobs import count_rows

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="it counts by itself")


def counted(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return []
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = %s", [table])
        return [index for (index,) in cursor.fetchall()]


@on_sqlite
def test_each_night_sqlite_counts_the_rows_of_every_table(province: Province) -> None:
    assert not counted("organs_organ")
    assert count_rows() == 0
    assert counted("organs_organ")


@on_sqlite
@pytest.mark.parametrize(("pending", "counts"), [(1, True), (0, False)])
def test_a_migration_is_followed_by_a_count(
    province: Province, monkeypatch: pytest.MonkeyPatch, pending: int, counts: bool
) -> None:
    """It may have made a table anew, which drops what was counted of it."""
    monkeypatch.setattr(setup, "pending_migrations", lambda: pending)
    monkeypatch.setattr("youwei.foundation.journal.writing.guards.stand", lambda connection: None)
    setup.migrate()
    assert bool(counted("organs_organ")) is counts
