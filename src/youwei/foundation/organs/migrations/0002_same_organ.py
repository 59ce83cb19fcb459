"""A unit's parent and a post's unit are of the same organ, by the database itself.

PostgreSQL: foreign keys over two columns, checked at commit. SQLite cannot add a key to a table that
exists, so triggers refuse the row. A migration that makes SQLite rebuild one of these tables drops
its triggers: repeat this operation after it (a test notices).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TIES = (("organs_unit", "parent_id"), ("organs_post", "unit_id"))


def tie(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        _tie_by_keys(schema_editor)
    else:
        _tie_by_triggers(schema_editor)


def untie(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, _ in TIES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_same_organ")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_same_organ_insert")
            schema_editor.execute(f"DROP TRIGGER {table}_same_organ_update")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE organs_unit DROP CONSTRAINT organs_unit_id_organ")


def _tie_by_keys(schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(
        "ALTER TABLE organs_unit ADD CONSTRAINT organs_unit_id_organ UNIQUE (id, organ_id)"
    )
    for table, column in TIES:
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_same_organ"
            f" FOREIGN KEY ({column}, organ_id) REFERENCES organs_unit (id, organ_id)"
            " DEFERRABLE INITIALLY DEFERRED"
        )


def _tie_by_triggers(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, column in TIES:
        for moment in ("insert", f"update OF {column}, organ_id"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_same_organ_{moment.split()[0]}"  # noqa: S608 - own names
                f" BEFORE {moment} ON {table}"
                f" WHEN NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organs_unit"
                f" WHERE id = NEW.{column} AND organ_id = NEW.organ_id)"
                f" BEGIN SELECT RAISE(ABORT, '{table}_same_organ'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]
    operations = [migrations.RunPython(tie, untie)]
