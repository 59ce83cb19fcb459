"""Triggers that refuse to change or delete rows of the record, whoever asks.

Whoever owns the database can drop them: then `youwei journal verify` says that they are missing,
and names the first row that was tampered with. `youwei setup` puts them back, also after a
migration that made a table anew.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("journalevent", "leaf", "block", "treehead")
REFUSED: Final = "the record is append-only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$
"""


def stand(connection: BaseDatabaseWrapper) -> None:
    """Safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in missing(connection):
            cursor.execute(_statements(connection.vendor)[name])


def lift(connection: BaseDatabaseWrapper) -> None:
    """For tests, which tamper with rows and empty tables."""
    with connection.cursor() as cursor:
        for name in _statements(connection.vendor):
            table = name.rpartition("_refuses_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A trigger that was switched off is as good as none.
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    return tuple(name for name in _statements(connection.vendor) if name not in there)


def _statements(vendor: str) -> dict[str, str]:
    made = {}
    for table in (f"journal_{name}" for name in TABLES):
        for what in ("update", "delete"):
            name = f"{table}_refuses_{what}"
            then = (
                "FOR EACH ROW EXECUTE FUNCTION journal_refuses()"
                if vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            made[name] = f"CREATE TRIGGER {name} BEFORE {what.upper()} ON {table} {then}"
        if vendor == "postgresql":
            name = f"{table}_refuses_truncate"
            made[name] = (
                f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()"
            )
    return made
