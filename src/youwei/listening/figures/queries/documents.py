"""A table with everything that one needs to read it: as pages, workbooks and programs get it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.actor import Actor
from youwei.listening.figures.models import Release
from youwei.listening.figures.queries.names import Names, names_for
from youwei.listening.figures.queries.tables import exact
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.measures import LEVEL, Figures
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.rules.releasing import TOTAL
from youwei.listening.figures.rules.tables import Layout
from youwei.listening.figures.words import NAMES
from youwei.ui.bilingual import said


@dataclass(frozen=True, slots=True)
class Cell:
    """One row, or one row and column; a total has no key there."""

    row: str
    row_name: str
    column: str
    column_name: str
    figures: Figures


@dataclass(frozen=True)
class Document:
    """`cells` row by row. `threshold` is None where nothing is hidden: for those who triage. Totals
    by row and column stand only where two dimensions are crossed.
    """

    campaign: str
    rulebook: str
    layout: Layout
    first: date
    last: date
    as_of: datetime
    threshold: int | None
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    row_totals: Mapping[str, Figures]
    column_totals: Mapping[str, Figures]
    total: Figures
    codes: Mapping[str, str]

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], Figures]:
        return {(cell.row, cell.column): cell.figures for cell in self.cells}


def exact_document(actor: Actor, campaign: Campaign, layout: Layout, period: Period) -> Document:
    lines, names = exact(actor, campaign, layout, period), names_for(campaign)
    rows = _named(names, layout.by, lines.rows)
    columns = _named(names, layout.across, lines.columns)
    book = rules_of(campaign)
    levels = {LEVEL + one.code: said(one.name) for one in book.closing.satisfaction if one.counted}
    return Document(
        campaign=campaign.name,
        rulebook=f"{book.id} {book.version}",
        layout=layout,
        first=period.first,
        last=period.last,
        as_of=lines.as_of,
        threshold=None,
        rows=rows,
        columns=columns,
        cells=tuple(_cells(rows, columns, lines.cells)),
        row_totals=lines.row_totals,
        column_totals=lines.column_totals,
        total=lines.total,
        codes={code: levels.get(code) or str(NAMES[code]) for code in lines.total},
    )


def released_document(release: Release, layout: Layout) -> Document:
    """Every layout of rules/releasing.py; KeyError for another. Totals are those of the family."""
    names = names_for(release.campaign)
    tables = {(one["by"], one["across"]): one for one in release.tables}
    found = tables[layout.by.value, layout.across.value if layout.across else None]
    rows = _named(names, layout.by, found["rows"])
    columns = _named(names, layout.across, found["columns"])
    keys = [(row, column) for row, _ in rows for column, _ in columns]
    margins = [layout.by, layout.across] if layout.across else []
    row_totals, column_totals = (
        [_margin(tables[one.value, None]) for one in margins if one] if margins else [{}, {}]
    )
    whole = tables[TOTAL, None]["cells"][0]
    return Document(
        campaign=release.campaign.name,
        rulebook=release.rulebook,
        layout=layout,
        first=release.starts,
        last=release.ends,
        as_of=release.made_at,
        threshold=release.threshold,
        rows=rows,
        columns=columns,
        cells=tuple(_cells(rows, columns, dict(zip(keys, found["cells"], strict=True)))),
        row_totals=row_totals,
        column_totals=column_totals,
        total=whole,
        codes={code: str(NAMES[code]) for code in whole},
    )


def _margin(table: Mapping[str, Sequence[object]]) -> Mapping[str, Figures]:
    return dict(zip(table["rows"], table["cells"], strict=True))  # type: ignore[arg-type]


def _named(
    names: Names, dimension: Dimension | None, keys: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """In the order of their names; months in theirs."""
    if dimension is None:
        return tuple((key, "") for key in keys)
    named = [(key, names.of(dimension, key)) for key in keys]
    return tuple(named if dimension is Dimension.MONTH else _in_order(names, dimension, named))


def _in_order(
    names: Names, dimension: Dimension, named: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """As the rulebook lists them, what it does not list after it."""
    order = {key: at for at, key in enumerate(names.known.get(dimension, ()))}
    return sorted(named, key=lambda one: (order.get(one[0], len(order)), one[0]))


def _cells(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Figures],
) -> Iterator[Cell]:
    for row, row_name in rows:
        for column, column_name in columns:
            yield Cell(row, row_name, column, column_name, cells[row, column])
