"""Keys of open urns: beside the ballots in one backup they would open them, so they go apart."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from youwei.config.cli.exits import EnvironmentWrong, Refused
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import check_database, django_ready


@click.group()
def command() -> None:
    """Copy the keys of open appraisal rounds, and put them back."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to", "recipients", multiple=True, required=True, help="An age recipient; repeatable."
)
@json_option
def copy(file: Path, recipients: Sequence[str]) -> None:
    """Write the keys of all urns that are not opened yet into FILE, sealed.

    For a medium of its own. Whoever opens it and a backup of the same days can see who cast which
    ballot: so no recipient of backups may open it. Destroy it when the round is sealed.
    """
    django_ready()
    check_database()
    from django.conf import settings

    from youwei.config.keeping.sealing import NoRecipient, recipients_from, sealed_to
    from youwei.kernel.actor import SYSTEM
    from youwei.kernel.disk import settle
    from youwei.listening.appraisal.operations.keys import copy_key
    from youwei.listening.appraisal.queries.rounds import with_closed_urn

    try:
        known = recipients_from(list(recipients))
        of_backups = {str(one) for one in recipients_from(list(settings.YOUWEI_BACKUP_RECIPIENTS))}
    except NoRecipient as error:
        raise Refused(f"{error} is no age recipient (age1…).") from None
    if of_backups & {str(one) for one in known}:
        raise Refused("Who opens backups must not open the keys of urns: name another recipient.")
    lines = [copy_key(actor=SYSTEM, round_=round_) for round_ in with_closed_urn()]
    if not lines:
        raise Refused("No urn is closed now: there is no key to copy.")
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{file} exists.") from None
    with os.fdopen(handle, "wb") as output, sealed_to(known, output) as sink:
        sink.write("".join(f"{line}\n" for line in lines).encode())
    settle(file, file.parent)
    sentence = f"{file}: {len(lines)} keys. Destroy it when the last of these rounds is sealed."
    answer({"file": str(file), "keys": len(lines)}, sentence)


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="File with an age secret key that opens it.",
)
@json_option
def put_back(file: Path, identity: Path) -> None:
    """Put back from FILE the keys of rounds that are not sealed yet, and no others."""
    django_ready()
    check_database()
    from youwei.config.keeping.sealing import CannotOpen, identities_from, opened
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.appraisal.operations.keys import put_key_back
    from youwei.listening.appraisal.queries.rounds import with_closed_urn

    try:
        known = identities_from(identity.read_text(encoding="utf-8"))
        with opened(file, known, "") as source:
            keys = identities_from(source.read().decode())
    except CannotOpen as error:
        raise EnvironmentWrong(f"{file} cannot be opened: {error}.") from None
    secrets = {str(key.to_public()): str(key) for key in keys}
    waiting = [one for one in with_closed_urn() if one.urn_key in secrets]
    for round_ in waiting:
        put_key_back(actor=SYSTEM, round_=round_, secret=secrets[round_.urn_key])
    answer({"keys": len(waiting)}, f"{len(waiting)} of {len(secrets)} keys put back.")
