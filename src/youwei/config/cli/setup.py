"""Brings database, translations and static files to the state of the code."""

import click

from youwei.config.cli.messages import compile_messages
from youwei.config.cli.output import say
from youwei.config.cli.ready import django_ready, pending_migrations


@click.command(short_help="Bring database, translations and static files up to date.")
def command() -> None:
    """Bring database, translations and static files up to date; safe to repeat at any time."""
    compile_messages()
    django_ready()
    migrate()
    collect_static()


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    from youwei.foundation.journal.writing import guards
    from youwei.foundation.retention.writing import count_rows

    if count := pending_migrations():
        say(f"Database: {count} migrations …")
        call_command("migrate", verbosity=0, interactive=False)
        count_rows()
    guards.stand(connection)
    say("Database: up to date.")


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    say("Static files: collected.")
