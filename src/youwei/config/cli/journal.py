import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import django_ready


@click.group()
def command() -> None:
    """Look after the journal."""


@command.command()
@json_option
def verify() -> None:
    """Recompute the digest of every event; exit code 1 when one does not fit."""
    django_ready()
    from youwei.foundation.journal import queries

    found = queries.verify()
    facts = {"checked": found.checked, "first_bad": found.first_bad}
    if found.first_bad is None:
        answer(facts, f"All {found.checked} events fit their digests.")
        return
    answer(facts, f"Event {found.first_bad} was changed after it was written.")
    raise SystemExit(Exit.WRONG)
