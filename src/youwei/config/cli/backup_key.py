import os
from pathlib import Path

import click

from youwei.config.cli.exits import Refused
from youwei.config.cli.output import answer, json_option


@click.command(short_help="Make a key that opens backups.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def command(file: Path) -> None:
    """Write a new age identity into FILE and print its recipient, for YOUWEI_BACKUP_RECIPIENTS.

    Whoever has the file opens every backup made for it: keep it away from the server, in a safe.
    """
    from youwei.config.keeping.sealing import new_identity

    secret, recipient = new_identity()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{file} exists.") from None
    with os.fdopen(handle, "w") as output:
        output.write(f"# public key: {recipient}\n{secret}\n")
    answer({"recipient": recipient, "file": str(file)}, recipient)
