from pathlib import Path

import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.output import answer, json_option, say
from youwei.config.cli.ready import django_ready


@click.group()
def command() -> None:
    """The directory of organs as a workbook, out and in."""


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def export(file: Path) -> None:
    """Write places, organs, their history, units and posts to an XLSX file."""
    django_ready()
    from youwei.foundation.organs.queries.workbook import workbook

    content = workbook()
    file.write_bytes(content)
    answer({"file": str(file), "bytes": len(content)}, f"The directory is in {file}.")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def bring(file: Path) -> None:
    """Add what an XLSX file holds and the directory does not; the whole file or nothing.

    Rows that do not fit are listed with sheet, row, column and reason; then nothing is imported
    and the exit code is 1.
    """
    django_ready()
    from youwei.foundation.organs.operations.importing import ImportRefused, import_organs
    from youwei.kernel.actor import SYSTEM
    from youwei.kernel.workbook import read_sheets

    try:
        done = import_organs(actor=SYSTEM, sheets=read_sheets(file.read_bytes()))
    except ImportRefused as refusal:
        for fault in refusal.faults:
            say(f"{fault.sheet} {fault.row} {fault.column}: {fault}")
        rows = [(fault.sheet, fault.row, fault.column, str(fault)) for fault in refusal.faults]
        answer({"imported": 0, "rejected": rows}, str(refusal))
        raise SystemExit(Exit.WRONG) from None
    facts = {"imported": done.added, "skipped": done.unchanged, "rejected": []}
    answer(facts, f"{done.added} rows were new, {done.unchanged} were there already.")
