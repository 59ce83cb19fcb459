"""`youwei import`: data of other systems."""

import csv
from collections.abc import Mapping
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
    from youwei.kernel.workbook import Row
    from youwei.listening.channels.operations.forwarding import Came


@dataclass
class Tally:
    """What became of the rows; `faults` are (row number, reason)."""

    read: int = 0
    imported: int = 0
    skipped: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


BATCH = 100  # rows in one transaction: others who write wait no longer than a blink


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
    help="Overrides the guess: external, writer, summary, text, received, reply, replied, "
    "forwarded.",
)
@click.option("--source", default="", help="Who forwards; its columns are saved and used again.")
@json_option
def messages(
    file: Path,
    channel: str,
    kind: str,
    prefix: str,
    sheet: str,
    columns: tuple[str, ...],
    source: str,
) -> None:
    """Messages in an XLSX or CSV file become cases; their replies become part of the history.

    Rows that do not fit go to a report with their number and the reason; the others land. A row
    that was taken over before is skipped, so that a second run adds nothing.
    """
    django_ready()
    from youwei.listening.channels.operations.forwarding import Came

    tally = _take_over(file, Came(channel, kind, source), prefix, sheet, _named(columns))
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
    file: Path, came: "Came", prefix: str, sheet: str, named: Mapping[str, str]
) -> Tally:
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.channels.operations.forwarding import save_source, take_rows
    from youwei.listening.channels.queries.forwarded import parted, saved_columns, sift

    campaign = _campaign(prefix)
    _check(campaign, came)
    saved = {**saved_columns(campaign, came.source), **named} if came.source else dict(named)
    head, body = parted(_rows(file, sheet), saved)
    sifted = sift(body, _columns(head, saved, named), came.channel)
    if came.source and named:
        save_source(actor=SYSTEM, campaign=campaign, came=came, columns=saved)
    tally = Tally(read=sifted.read, skipped=len(sifted.known))
    faults = list(sifted.faults)
    starts = range(0, len(sifted.ready), BATCH)
    for start in track(starts, "importing", len(starts)):
        rows = sifted.ready[start : start + BATCH]
        done = take_rows(actor=SYSTEM, campaign=campaign, came=came, messages=rows)
        tally.imported += done.taken
        tally.skipped += done.known
        faults.extend(done.faults)
    tally.faults = sorted((fault.row, str(fault)) for fault in faults)
    return tally


def _check(campaign: "Campaign", came: "Came") -> None:
    from youwei.foundation.campaigns.queries import rules_of
    from youwei.foundation.rulebook.rules.channels import Entry

    rulebook = rules_of(campaign)
    by_file = {known.code for known in rulebook.channels if known.entry is Entry.FILE}
    if came.channel not in by_file:
        reason = f"{came.channel} is no channel of the rulebook that comes by file"
        raise click.BadParameter(reason, param_hint="--channel")
    if came.kind not in {known.code for known in rulebook.accepted_kinds}:
        raise click.BadParameter(f"{came.kind} is not taken in", param_hint="--kind")


def _rows(file: Path, sheet: str) -> list["Row"]:
    from youwei.listening.channels.queries.forwarded import sheets_of

    sheets = sheets_of(file.name, file.read_bytes())
    if sheet and sheet not in sheets:
        raise click.BadParameter(f"sheets are {', '.join(sheets)}", param_hint="--sheet")
    return sheets[sheet] if sheet else next(iter(sheets.values()), [])


def _columns(head: "Row", saved: Mapping[str, str], named: Mapping[str, str]) -> dict[str, int]:
    """A heading named on the line must be there; one that was saved may have changed."""
    from youwei.listening.channels.queries.forwarded import headings_of, in_table
    from youwei.listening.complaints.rules.messages import ColumnUnknown, columns_of

    headings = headings_of(head)
    try:
        return columns_of(headings, {**in_table(headings, saved), **named})
    except ColumnUnknown as unknown:
        raise click.UsageError(str(unknown)) from None


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
