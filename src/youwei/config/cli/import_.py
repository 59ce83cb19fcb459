"""`youwei import`: data of other systems."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.progress import track
from youwei.config.cli.ready import django_ready

if TYPE_CHECKING:
    from youwei.foundation.campaigns.models import Campaign


@dataclass
class Tally:
    """What became of the rows; `faults` are (row number, reason)."""

    read: int = 0
    imported: int = 0
    skipped: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@click.group()
def command() -> None:
    """Take over data of other systems."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", default="message-board", show_default=True, help="Channel code.")
@click.option("--kind", default="request", show_default=True, help="Kind until the office sorts.")
@click.option("--campaign", "prefix", default="", help="Number prefix of the campaign.")
@click.option("--sheet", default="", help="Name of the sheet; the first one if not given.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Overrides the guess: external, writer, summary, text, received, reply, replied.",
)
@json_option
def messages(
    file: Path, channel: str, kind: str, prefix: str, sheet: str, columns: tuple[str, ...]
) -> None:
    """Messages in an XLSX file become cases; their replies become part of the history.

    Rows that do not fit go to a report with their number and the reason; the others land. A row
    that was taken over before is skipped, so that a second run adds nothing.
    """
    django_ready()
    tally = _take_over(file, channel, kind, prefix, sheet, _named(columns))
    report = _report(file, tally)
    facts = {
        "read": tally.read,
        "imported": tally.imported,
        "skipped": tally.skipped,
        "rejected": len(tally.faults),
        "report": str(report) if report else None,
    }
    sentence = (
        f"{tally.read} rows read, {tally.imported} imported, {tally.skipped} known before, "
        f"{len(tally.faults)} rejected" + (f": see {report}" if report else "")
    )
    answer(facts, sentence)
    if tally.faults:
        raise SystemExit(Exit.WRONG)


def _named(columns: tuple[str, ...]) -> dict[str, str]:
    from youwei.listening.complaints.rules.messages import FIELDS

    named = dict(column.partition("=")[::2] for column in columns)
    if set(named) - set(FIELDS):
        raise click.BadParameter(f"fields are {', '.join(FIELDS)}", param_hint="--column")
    return named


def _take_over(
    file: Path, channel: str, kind: str, prefix: str, sheet: str, named: Mapping[str, str]
) -> Tally:
    from django.db import IntegrityError

    from youwei.foundation.campaigns.queries import rules_of
    from youwei.kernel.actor import SYSTEM
    from youwei.kernel.refusal import Refusal
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.operations.importing import take_over
    from youwei.listening.complaints.rules.messages import RowUnusable, message_of

    campaign = _campaign(prefix)
    if channel not in {known.code for known in rules_of(campaign).channels}:
        raise click.BadParameter(f"{channel} is not in the rulebook", param_hint="--channel")
    if kind not in {known.code for known in rules_of(campaign).accepted_kinds}:
        raise click.BadParameter(f"{kind} is not taken in", param_hint="--kind")
    known = set(
        Case.objects.filter(channel=channel, external__isnull=False).values_list(
            "external", flat=True
        )
    )
    tally = Tally()
    rows = list(_rows(file, sheet, named))
    for number, cells in track(rows, "importing", len(rows)):
        tally.read += 1
        try:
            message = message_of(cells)
            if message.external in known:
                tally.skipped += 1
                continue
            take_over(actor=SYSTEM, campaign=campaign, channel=channel, kind=kind, message=message)
        except IntegrityError:  # somebody else took it over at the same moment
            tally.skipped += 1
        except (RowUnusable, Refusal) as fault:
            tally.faults.append((number, str(fault)))
        else:
            known.add(message.external)
            tally.imported += 1
    return tally


def _rows(file: Path, sheet: str, named: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    from youwei.kernel.workbook import read_sheets
    from youwei.listening.complaints.rules.messages import ColumnUnknown, columns_of

    sheets = read_sheets(file.read_bytes())
    if sheet and sheet not in sheets:
        raise click.BadParameter(f"sheets are {', '.join(sheets)}", param_hint="--sheet")
    rows = sheets[sheet] if sheet else next(iter(sheets.values()), [])
    if not rows:
        raise click.ClickException("the sheet is empty")
    head, *body = rows
    try:
        columns = columns_of([head.text(i) for i in range(len(head.cells))], named)
    except ColumnUnknown as unknown:
        raise click.UsageError(str(unknown)) from None
    for row in body:
        cells = {field: row.raw(column) for field, column in columns.items()}
        if any(value.strip() for value in cells.values()):
            yield row.number, cells


def _campaign(prefix: str) -> "Campaign":
    from youwei.foundation.campaigns.models import Campaign
    from youwei.foundation.campaigns.queries import for_intake
    from youwei.kernel import clock

    if not prefix:
        return for_intake(clock.today())
    found = Campaign.objects.filter(number_prefix=prefix).first()
    if found is None:
        raise click.BadParameter(f"no campaign has the prefix {prefix}", param_hint="--campaign")
    return found


def _report(file: Path, tally: Tally) -> Path | None:
    """A table that a spreadsheet opens, named after the file; none where every row landed."""
    from django.conf import settings

    from youwei.kernel import clock

    if not tally.faults:
        return None
    folder: Path = settings.YOUWEI_DATA / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"import-{file.stem}-{clock.now():%Y%m%d-%H%M%S}.csv"
    with report.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", "reason"])
        writer.writerows(tally.faults)
    return report
