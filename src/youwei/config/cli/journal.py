import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.output import answer, json_option, say
from youwei.config.cli.ready import check_record_hash, django_ready


@click.group()
def command() -> None:
    """Look after the journal."""


@command.command()
@json_option
def verify() -> None:
    """Recompute every event, leaf and signed head; exit code 1 and the first that does not fit."""
    django_ready()
    check_record_hash()
    from django.db import connection

    from youwei.foundation.journal.queries.verifying import verify as verified
    from youwei.foundation.journal.words import FAULTS
    from youwei.foundation.journal.writing import guards

    found = verified()
    fault = found.fault.value if found.fault else None
    unguarded = guards.missing(connection)
    facts = {
        "checked": found.checked,
        "heads": found.heads,
        "fault": fault,
        "first_bad": found.first_bad,
        "unguarded": unguarded,
    }
    if unguarded:
        say(
            f"Somebody took away what refuses changes of the record: {', '.join(unguarded)}."
            " `youwei setup` puts it back."
        )
    if found.fault is None:
        answer(facts, f"All {found.checked} events fit, and {found.heads} signed heads.")
    else:
        answer(facts, FAULTS[found.fault] % {"n": found.first_bad})
    if fault is None and not unguarded:
        return
    raise SystemExit(Exit.WRONG)


@command.command()
@json_option
def sequence() -> None:
    """Take waiting events into the tree and sign its head now; the worker does it every minute."""
    django_ready()
    from youwei.foundation.journal.jobs import sequence_events

    taken = sequence_events()
    answer({"taken": taken}, f"{taken} events were taken into the tree.")


@command.command("renew-key")
@json_option
def renew_key() -> None:
    """End the key that signs tree heads and begin another; former heads stay checkable."""
    django_ready()
    from youwei.foundation.journal.writing.signing import renew

    key = renew()
    answer({"public": key.public, "origin": key.origin}, f"{key.public} signs from now on.")
