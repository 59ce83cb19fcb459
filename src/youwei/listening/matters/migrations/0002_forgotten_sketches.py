import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those of the first recipe do not tell the heading apart; the job makes them again."""
    apps.get_model("matters", "Sketch").objects.filter(recipe=1).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_call_backs_and_forwarding"),
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForgottenSketch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.case",
                    ),
                ),
            ],
        ),
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
