from typing import Any

from django.db import migrations

from youwei.foundation.journal.writing import guards


def stand(apps: Any, schema_editor: Any) -> None:
    guards.stand(schema_editor.connection)


def lift(apps: Any, schema_editor: Any) -> None:
    guards.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_tree"),
    ]

    operations = [
        migrations.RunPython(stand, lift),
    ]
