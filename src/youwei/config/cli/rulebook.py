from pathlib import Path

import click

from youwei.config.cli.exits import EnvironmentWrong, Exit
from youwei.config.cli.output import answer, json_option, say
from youwei.foundation.rulebook.rules import Rulebook, RulebookError, load
from youwei.foundation.rulebook.rules.editor_schema import (
    NAMES,
    extension_schema,
    rulebook_schema,
    written,
)

SECTIONS = ("themes", "focuses", "channels", "kinds", "refusals", "ladder", "retention")


@click.group()
def command() -> None:
    """Check a rulebook before it is adopted; write the schemas for editors."""


@command.command()
@click.argument("path", type=click.Path(path_type=Path))
@json_option
def check(path: Path) -> None:
    """Read the rulebook in the folder PATH and say everything that is wrong with it.

    What it extends is looked for beside the folder, then in YOUWEI_RULEBOOKS. Exit code 1 where
    something is wrong.
    """
    try:
        book = load(path, shelves=[_shelf()])
    except RulebookError as error:
        for fault in error.faults:
            say(str(fault))
        faults = [
            {"file": one.file, "line": one.line, "rule": one.rule, "message": one.message}
            for one in error.faults
        ]
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        answer({"valid": False, "faults": faults}, f"{path}: {count}.")
        raise SystemExit(Exit.WRONG) from None
    answer(_facts(book), f"{book.id} {book.version} is in order. Digest {book.digest}")


@command.command()
@click.option("--extension", is_flag=True, help="The schema for a rulebook that extends another.")
@click.option(
    "--write",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write both schemas into this folder instead.",
)
def schema(extension: bool, write: Path | None) -> None:
    """Print the JSON Schema by which an editor completes and checks a rulebook."""
    if write is None:
        click.echo(written(extension_schema() if extension else rulebook_schema()), nl=False)
        return
    for name, made in (("rulebook", rulebook_schema()), ("extension", extension_schema())):
        (write / NAMES[name]).write_text(written(made), encoding="utf-8")
        say(f"{write / NAMES[name]} written.")


def _shelf() -> Path:
    from youwei.config.environment import Misconfigured, read

    try:
        return read().rulebooks
    except Misconfigured as error:
        raise EnvironmentWrong(str(error)) from None


def _facts(book: Rulebook) -> dict[str, object]:
    counts = {section: len(getattr(book, section)) for section in SECTIONS}
    known = {"id": book.id, "version": book.version, "extends": list(book.lineage)}
    return {"valid": True, **known, "digest": book.digest, "rules": counts, "faults": []}
