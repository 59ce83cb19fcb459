"""A forwarded table before anything of it is taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.files.queries import of, one, open_stream
from youwei.kernel.refusal import NotFound
from youwei.kernel.workbook import Row, read_csv, read_sheets
from youwei.listening.channels.models import ForwardedFile, Source
from youwei.listening.channels.rules.refusals import SheetEmpty
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.messages import (
    NEEDED,
    ForeignMessage,
    RowUnusable,
    columns_of,
    message_of,
)

_TITLES = 10  # rows among which the headings are looked for, below a title


@dataclass(frozen=True, slots=True)
class Fault:
    """`message` is an English source string with `params`; a page translates it."""

    row: int
    message: str
    params: Mapping[str, str]

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Sifted:
    """What would happen with each row. `known` were taken over before."""

    ready: tuple[tuple[int, ForeignMessage], ...]
    known: tuple[int, ...]
    faults: tuple[Fault, ...]

    @property
    def read(self) -> int:
        return len(self.ready) + len(self.known) + len(self.faults)


def sift(rows: Sequence[Row], columns: Mapping[str, int], channel: str) -> Sifted:
    """One query. Empty rows are passed over; a number that stands twice counts as known."""
    known = set(
        Case.objects.filter(channel=channel, external__isnull=False).values_list(
            "external", flat=True
        )
    )
    ready, again, faults = [], [], []
    for row in rows:
        cells = {field: row.raw(column) for field, column in columns.items()}
        if not any(value.strip() for value in cells.values()):
            continue
        try:
            message = message_of(cells)
        except RowUnusable as fault:
            faults.append(Fault(row.number, fault.message, fault.params))
            continue
        if message.external in known:
            again.append(row.number)
        else:
            known.add(message.external)
            ready.append((row.number, message))
    return Sifted(tuple(ready), tuple(again), tuple(faults))


def columns_for(head: Row, named: Mapping[str, str]) -> dict[str, int]:
    """Field → column, as far as known; a saved heading that this table lacks is guessed."""
    headings = headings_of(head)
    return columns_of(headings, in_table(headings, named), needed=())


def in_table(headings: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """Those of the named headings that this table has."""
    there = {heading.strip().lower() for heading in headings}
    return {field: name for field, name in named.items() if name.strip().lower() in there}


def suffices(columns: Mapping[str, int]) -> bool:
    return all(field in columns for field in NEEDED)


def headings_of(head: Row) -> list[str]:
    return [head.text(i) for i in range(len(head.cells))]


def saved_columns(campaign: Campaign, source: str) -> dict[str, str]:
    """What was saved for the source, or nothing; one query."""
    found = Source.objects.filter(campaign=campaign, name=source).first()
    return dict(found.columns) if found else {}


def table_of(file: ForwardedFile) -> tuple[Row, Sequence[Row]]:
    """Head and body of the first sheet. Raises NotFound once the bytes are gone."""
    attached = of(file.subject)
    if not attached:
        raise NotFound
    stored = one(file.subject, attached[0].id)
    with open_stream(stored) as stream:
        return parted(rows_of(stored.name, stream.read()), file.source.columns)


def sheets_of(name: str, content: bytes) -> dict[str, list[Row]]:
    """Of a workbook, or of CSV, whose one sheet is called like the file."""
    path = PurePath(name)
    if path.suffix.lower() == ".csv":
        return {path.stem: read_csv(content)}
    return read_sheets(content)


def rows_of(name: str, content: bytes) -> list[Row]:
    """Of the first sheet."""
    return next(iter(sheets_of(name, content).values()), [])


def parted(rows: Sequence[Row], named: Mapping[str, str]) -> tuple[Row, Sequence[Row]]:
    """Headings and body. A title stands above the headings in many tables: they are the first row
    in which two columns are known.
    """
    if not rows:
        raise SheetEmpty(field="file")
    known = (n for n, row in enumerate(rows[:_TITLES]) if len(columns_for(row, named)) > 1)
    at = next(known, 0)
    return rows[at], rows[at + 1 :]
