import click

from youwei.config.cli.ready import check_database, check_durable, django_ready


@click.command(short_help="Work off jobs: reminders, escalation, schedules.")
def command() -> None:
    """Work off jobs: reminders, escalation, schedules. Runs until it is interrupted."""
    django_ready()
    check_database()
    check_durable()
    from django.core.management import call_command

    from youwei.config import schedule, watching

    schedule.apply()
    watching.install()
    call_command("qcluster")
