from pathlib import Path

import click

from youwei.config.cli.exits import Failure
from youwei.config.cli.output import answer, json_option

PACKAGE = Path(__file__).resolve().parents[2]


@click.group()
def command() -> None:
    """Look after the translations."""


@command.command("compile")
@click.option("--force", is_flag=True, help="Compile also what has not changed.")
@json_option
def compile_(force: bool) -> None:
    """Compile Simplified Chinese and derive Traditional Chinese from it."""
    compile_messages(force=force)


def compile_messages(*, force: bool = False) -> None:
    from youwei.config.cli.catalogues import Unreadable, compile_all

    try:
        done = compile_all(PACKAGE, force=force)
    except Unreadable as error:
        raise Failure(str(error)) from None
    facts = {"compiled": done.written, "unchanged": done.unchanged}
    answer(facts, f"Translations: {done.written} compiled, {done.unchanged} unchanged.")
