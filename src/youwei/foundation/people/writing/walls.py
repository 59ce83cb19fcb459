"""C-51 in the database itself: a row per grant cannot say what other rows may not be beside it, so
a trigger does, on both engines. SQLite loses triggers with every rebuild of the table; therefore
they are raised anew after each migration.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from youwei.kernel.actor import ADMINISTRATORS

NAME = "people_administrator_stands_alone"
_ROLES = ", ".join(f"'{role.value}'" for role in sorted(ADMINISTRATORS))
_CLASH = f"""
    EXISTS (
        SELECT 1 FROM people_rolegrant AS other
        WHERE other.account_id = NEW.account_id AND other.id <> NEW.id
          AND (NEW.ends IS NULL OR NEW.ends > NEW.starts)
          AND (other.ends IS NULL OR other.ends > other.starts)
          AND (other.ends IS NULL OR NEW.starts < other.ends)
          AND (NEW.ends IS NULL OR other.starts < NEW.ends)
          AND (NEW.role IN ({_ROLES}) OR other.role IN ({_ROLES}))
    )
"""  # noqa: S608  # our own words


def raise_walls(using: str) -> None:
    """Once `people_rolegrant` stands; safe to repeat."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "people_rolegrant" not in connection.introspection.table_names(cursor):
            return
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    if connection.vendor == "sqlite":
        drops = [f"DROP TRIGGER IF EXISTS {NAME}_{when}" for when in ("insert", "update")]
        makes = [
            f"CREATE TRIGGER {NAME}_{when} AFTER {when.upper()} ON people_rolegrant"
            f" WHEN {_CLASH} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
            for when in ("insert", "update")
        ]
        return (*drops, *makes)
    # The lock on the account makes two grants at the same moment see each other.
    function = f"""
        CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM people_account WHERE id = NEW.account_id FOR UPDATE;
            IF {_CLASH} THEN
                RAISE EXCEPTION '{NAME}' USING ERRCODE = 'exclusion_violation';
            END IF;
            RETURN NULL;
        END $$
    """
    trigger = (
        f"CREATE TRIGGER {NAME} AFTER INSERT OR UPDATE ON people_rolegrant"
        f" FOR EACH ROW EXECUTE FUNCTION {NAME}()"
    )
    return (function, f"DROP TRIGGER IF EXISTS {NAME} ON people_rolegrant", trigger)
