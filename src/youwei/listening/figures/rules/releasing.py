"""What everybody may read of one quarter: a fixed family of tables, hidden together.

Quarters do not overlap and each is released once, so that no two releases have a difference that is
a smaller number.
"""

from collections.abc import Mapping
from typing import Any

from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.facts import Facts, Mask
from youwei.listening.figures.rules.hiding import hidden_cells, own_sums
from youwei.listening.figures.rules.measures import BLOCKS, Scale, figures, without
from youwei.listening.figures.rules.plan import RELEASED, plan
from youwei.listening.figures.rules.tables import Layout, Table, table

TOTAL = "total"


def released(
    facts: Facts, chosen: Mask, groups: Mapping[int, str], threshold: int, scale: Scale
) -> list[dict[str, Any]]:
    """The tables as they are kept and shown, without any number that is hidden."""
    tables = {layout: table(facts, chosen, layout, groups) for layout in RELEASED}
    drawn = plan(tables, groups)
    own = own_sums(facts, chosen, tables, drawn)
    hidden = hidden_cells(tables, drawn, own, threshold, scale)
    whole = tables[Layout(Dimension.GROUP)].cells.total()
    total = {
        "by": TOTAL,
        "across": None,
        "rows": [TOTAL],
        "columns": [""],
        "cells": [without(figures(whole, scale), _blocks(hidden, 0))],
    }
    return [total, *(_told(tables[one], drawn.place[one], hidden, scale) for one in RELEASED)]


def _told(one: Table, first: int, hidden: Mapping[str, Mask], scale: Scale) -> dict[str, Any]:
    count = len(one.rows) * len(one.columns)
    return {
        "by": one.layout.by.value,
        "across": one.layout.across.value if one.layout.across else None,
        "rows": list(one.rows),
        "columns": list(one.columns),
        "cells": [
            without(figures(one.cells.tally(cell), scale), _blocks(hidden, first + cell))
            for cell in range(count)
        ],
    }


def _blocks(hidden: Mapping[str, Mask], cell: int) -> list[str]:
    return [block for block in BLOCKS if hidden[block][cell]]
