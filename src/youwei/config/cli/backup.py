import os
import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from youwei.config.cli.exits import EnvironmentWrong, Exit, Refused
from youwei.config.cli.output import answer, json_option, say
from youwei.config.cli.ready import check_database, django_ready
from youwei.kernel.disk import settle

if TYPE_CHECKING:
    from youwei.config.keeping.making import Made

SHORTEST = 16  # characters of a passphrase: it stands against guesses of anybody who has the file


@click.command(short_help="Write an encrypted backup while the site runs.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "recipients", multiple=True, help="An age recipient (age1…); repeatable.")
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Seal with the passphrase in the first line of this file.",
)
@click.option("--passphrase", "ask", is_flag=True, help="Seal with a passphrase that is asked for.")
@click.option("--plain", is_flag=True, help="Do not encrypt: only onto a disk that is encrypted.")
@click.option("--with-keys", is_flag=True, help="Put the keys that sign tree heads into it, too.")
@json_option
def command(
    file: Path,
    recipients: Sequence[str],
    passphrase_file: Path | None,
    ask: bool,
    plain: bool,
    with_keys: bool,
) -> None:
    """Write the database and all files into FILE, as they are at this moment; the site goes on.

    It is sealed to age recipients (--to, else YOUWEI_BACKUP_RECIPIENTS) or with a passphrase. Not
    inside: YOUWEI_SECRET, without which sealed names cannot be read and receipts open nothing; the
    keys that sign tree heads, unless --with-keys; the keys of open urns (`youwei urn-keys`);
    sessions. Keep those apart from the backup.
    """
    django_ready()
    check_database()
    if file.exists():
        raise Refused(f"{file} exists; a backup is written over nothing.")
    passphrase = _passphrase(passphrase_file, ask=ask)
    known = _recipients(recipients) if not passphrase and not plain else []
    _check_one_way(bool(known), bool(passphrase), plain=plain, with_keys=with_keys)
    made = _write(file, known, passphrase, with_keys=with_keys)
    _tell(file, made, sealed=not plain)


def _passphrase(file: Path | None, *, ask: bool) -> str:
    given = ""
    if file is not None:
        given = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    elif ask:
        given = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    if (file is not None or ask) and len(given) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters.")
    return given


def _recipients(given: Sequence[str]) -> list[object]:
    from django.conf import settings

    from youwei.config.keeping.sealing import NoRecipient, recipients_from

    try:
        return recipients_from(list(given or settings.YOUWEI_BACKUP_RECIPIENTS))
    except NoRecipient as error:
        raise Refused(f"{error} is no age recipient (age1…).") from None


def _check_one_way(known: bool, passphrase: bool, *, plain: bool, with_keys: bool) -> None:
    if plain and with_keys:
        raise Refused("Keys are never written without encryption.")
    if not (known or passphrase or plain):
        raise Refused(
            "Nobody could open it: name a recipient with --to or YOUWEI_BACKUP_RECIPIENTS"
            " (`youwei backup-key` makes one), or --passphrase."
        )


def _write(file: Path, known: list[object], passphrase: str, *, with_keys: bool) -> "Made":
    """Under another name until all of it is on disk."""
    from youwei.config.keeping.making import make
    from youwei.config.keeping.sealing import sealed_to, sealed_with

    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as output:
            sealed: AbstractContextManager[BinaryIO] = nullcontext(output)
            if passphrase:
                sealed = sealed_with(passphrase, output)
            elif known:
                sealed = sealed_to(known, output)
            made = make(sealed, with_keys=with_keys)
        settle(part, part)
        part.rename(file)
        settle(file, file.parent)
    except OSError as error:
        raise EnvironmentWrong(f"{file} could not be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
    return made


def _tell(file: Path, made: "Made", *, sealed: bool) -> None:
    from youwei.foundation.journal.operations.keeping import record_backup
    from youwei.kernel.actor import SYSTEM

    journal, manifest = made.manifest.journal, made.manifest
    record_backup(actor=SYSTEM, events=journal.events, sealed=sealed, with_keys=manifest.with_keys)
    for place, why in made.faulty.items():
        say(f"{place}: {why}")
    facts = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "sealed": sealed,
        "tables": len(manifest.tables),
        "rows": sum(manifest.tables.values()),
        "files": made.files,
        "journal": journal.model_dump(),
        "faulty": made.faulty,
    }
    size = facts["bytes"]
    assert isinstance(size, int)
    answer(
        facts,
        f"{file}: {facts['rows']} rows, {made.files} files, {journal.events} events,"
        f" {size / 1_000_000:.1f} MB. Keep YOUWEI_SECRET"
        f"{'' if manifest.with_keys else ' and the folder journal-keys'} apart from it.",
    )
    if made.faulty:
        raise SystemExit(Exit.WRONG)
