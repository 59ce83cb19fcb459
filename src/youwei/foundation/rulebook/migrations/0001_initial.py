from django.db import migrations, models

import youwei.kernel.clock


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="RulebookVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rulebook_id", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("content", models.JSONField()),
                ("adopted_at", models.DateTimeField(default=youwei.kernel.clock.now)),
            ],
            options={"ordering": ["rulebook_id", "version"]},
        ),
        migrations.AddConstraint(
            model_name="rulebookversion",
            constraint=models.UniqueConstraint(
                fields=("rulebook_id", "version"), name="rulebook_version_has_one_content"
            ),
        ),
    ]
