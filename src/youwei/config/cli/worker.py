import click

from youwei.config.cli.ready import django_ready


@click.command(short_help="Work off jobs: reminders, escalation, schedules.")
def command() -> None:
    """Work off jobs: reminders, escalation, schedules. Runs until it is interrupted."""
    django_ready()
    from django.core.management import call_command

    call_command("qcluster")
