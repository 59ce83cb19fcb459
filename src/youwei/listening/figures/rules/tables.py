"""A table of figures by one dimension, or by two crossed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from youwei.listening.figures.rules.counting import Counted, counted
from youwei.listening.figures.rules.dimensions import Dimension, axis, seen
from youwei.listening.figures.rules.facts import Facts, Mask


@dataclass(frozen=True)
class Layout:
    """What a table is asked for."""

    by: Dimension
    across: Dimension | None = None


@dataclass(frozen=True)
class Table:
    """Cells row by row; without `across` there is one column, whose key is empty."""

    layout: Layout
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Counted

    def cell(self, row: int, column: int = 0) -> int:
        return row * len(self.columns) + column

    def row_total(self, row: int) -> Counted:
        lines = slice(self.cell(row), self.cell(row + 1))
        return Counted(
            self.cells.sums[lines].sum(axis=0, keepdims=True),
            self.cells.days[lines].sum(axis=0, keepdims=True),
        )

    def column_total(self, column: int) -> Counted:
        lines = slice(column, None, len(self.columns))
        return Counted(
            self.cells.sums[lines].sum(axis=0, keepdims=True),
            self.cells.days[lines].sum(axis=0, keepdims=True),
        )


def table(facts: Facts, chosen: Mask, layout: Layout, groups: Mapping[int, str]) -> Table:
    rows = seen(axis(facts, layout.by, groups), chosen)
    if layout.across is None:
        cells = counted(facts, chosen, rows.position, len(rows.keys))
        return Table(layout, rows.keys, ("",), cells)
    columns = seen(axis(facts, layout.across, groups), chosen)
    place = rows.position.astype(np.int32) * len(columns.keys) + columns.position
    cells = counted(facts, chosen, place, len(rows.keys) * len(columns.keys))
    return Table(layout, rows.keys, columns.keys, cells)
