from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import youwei.kernel.clock
from youwei.foundation.journal.rules import seal_of
from youwei.kernel.sealing import derive


def seal_what_stands(apps: Any, schema_editor: object) -> None:
    """Events from before seals: their digests are taken as they are."""
    key = derive(settings.SECRET_KEY, "journal")
    event = apps.get_model("journal", "JournalEvent")
    for row in event.objects.filter(seal="").only("digest").iterator(chunk_size=2000):
        event.objects.filter(pk=row.pk).update(seal=seal_of(row.digest, key))


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="journalevent",
            name="seal",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(seal_what_stands, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "index"), name="block_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="journal.journalevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(max_length=120)),
                ("public", models.CharField(max_length=64, unique=True)),
                ("begins", models.DateTimeField(default=youwei.kernel.clock.now)),
                ("ended", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended__isnull", True)),
                        fields=("origin",),
                        name="one_key_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TreeHead",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField(default=youwei.kernel.clock.now)),
                ("last_event", models.BigIntegerField()),
                ("signature", models.BinaryField(max_length=64)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="journal.signingkey"
                    ),
                ),
            ],
            options={
                "ordering": ["size"],
            },
        ),
    ]
