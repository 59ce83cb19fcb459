"""What everybody may read of one quarter: a fixed family of tables, hidden together.

The family is everything that the public and the organs ever see of the quarter: the total; by
channel, group, organ, theme, place, month; groups crossed with channels and with themes. Organs
stand in their groups, and each crossed table has the groups as a margin: the atoms of the tables
are tied where these margins meet. Quarters do not overlap and each is released once, so that no
two releases have a difference that is a smaller number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from youwei.listening.figures.rules.counting import FIRST_LEVEL
from youwei.listening.figures.rules.dimensions import NO_GROUP, Dimension
from youwei.listening.figures.rules.facts import Facts, Mask
from youwei.listening.figures.rules.measures import BLOCKS, Scale, figures, without
from youwei.listening.figures.rules.tables import Layout, Table, table
from youwei.stats.suppression import Counts, Family, Insider, family, hide

D = Dimension
TOTAL = "total"
# The finest cells; every other released cell is a sum of these.
FINEST = (
    Layout(D.ORGAN),
    Layout(D.GROUP, D.CHANNEL),
    Layout(D.GROUP, D.THEME),
    Layout(D.PLACE),
    Layout(D.MONTH),
)
COARSER = (Layout(D.GROUP), Layout(D.CHANNEL), Layout(D.THEME))
RELEASED = (*COARSER, *FINEST)
_COLUMN = {"received": 0, "to_accept": 1, "to_answer": 3, "answered": 5}


@dataclass(frozen=True)
class Plan:
    """The cells of the family by the atoms that they sum up. `place` finds the first cell of a
    table; the total is the first of all.
    """

    atoms: int
    cells: tuple[tuple[int, ...], ...]
    ties: tuple[Mapping[int, int], ...]
    place: Mapping[Layout, int]
    insiders: tuple[Insider, ...]

    def family(self) -> Family:
        return family(self.atoms, self.cells, self.ties)


@dataclass
class _Drawing:
    cells: list[tuple[int, ...]] = field(default_factory=list)
    place: dict[Layout, int] = field(default_factory=dict)

    def add(self, layout: Layout, cells: Sequence[tuple[int, ...]]) -> None:
        self.place[layout] = len(self.cells)
        self.cells.extend(cells)


def plan(tables: Mapping[Layout, Table], groups: Mapping[int, str]) -> Plan:
    first, atoms = {}, 0
    for layout in FINEST:
        first[layout] = atoms
        atoms += len(tables[layout].rows) * len(tables[layout].columns)
    organs, by_channel, by_theme, places, months = (_atoms(tables, first, one) for one in FINEST)
    group_rows = tables[Layout(D.GROUP)].rows
    own = [groups.get(int(organ), NO_GROUP) for organ in tables[Layout(D.ORGAN)].rows]
    members = [tuple(a for (a,), g in zip(organs, own, strict=True) if g == w) for w in group_rows]
    drawing = _Drawing(cells=[tuple(atom for (atom,) in organs)])
    drawing.add(Layout(D.GROUP), members)
    drawing.add(Layout(D.CHANNEL), list(zip(*by_channel, strict=True)))
    drawing.add(Layout(D.THEME), list(zip(*by_theme, strict=True)))
    for layout, rows in zip(FINEST, (organs, by_channel, by_theme, places, months), strict=True):
        drawing.add(layout, [(atom,) for row in rows for atom in row])
    ties = [
        *(
            _tie(m, r)
            for rows in (by_channel, by_theme)
            for m, r in zip(members, rows, strict=True)
        ),
        *(_tie(drawing.cells[0], [a for (a,) in rows]) for rows in (places, months)),
    ]
    return Plan(
        atoms, tuple(drawing.cells), tuple(ties), drawing.place, tuple(_insiders(drawing, own))
    )


def _atoms(
    tables: Mapping[Layout, Table], first: Mapping[Layout, int], layout: Layout
) -> list[tuple[int, ...]]:
    """Row by row."""
    width = len(tables[layout].columns)
    starts = range(first[layout], first[layout] + len(tables[layout].rows) * width, width)
    return [tuple(range(start, start + width)) for start in starts]


def _tie(one: Sequence[int], other: Sequence[int]) -> Mapping[int, int]:
    return {**dict.fromkeys(one, 1), **dict.fromkeys(other, -1)}


def _insiders(drawing: _Drawing, own: Sequence[str]) -> Iterator[Insider]:
    """An organ knows its own numbers: the others of its group stay hidden from it, too."""
    first = drawing.place[Layout(D.ORGAN)]
    for at, group in enumerate(own):
        beside = tuple(first + n for n, other in enumerate(own) if other == group and n != at)
        yield Insider(knows=(first + at,), kept_out=beside)


def hidden_cells(
    tables: Mapping[Layout, Table], drawn: Plan, threshold: int, scale: Scale
) -> dict[str, Mask]:
    """For each block of figures which cells of the family are hidden."""
    counts = {block: _counts(tables, column) for block, column in _COLUMN.items()}
    rated = _rated(tables, scale)
    once = drawn.family()
    found = {
        block: hide(once, counts[block], threshold, insiders=drawn.insiders)
        for block in ("received", "to_accept", "to_answer")
    }
    both, said = answered_family(drawn), np.concatenate([rated, counts["answered"] - rated])
    size = len(drawn.cells)
    insiders = [
        Insider(
            knows=(*one.knows, *(cell + size for cell in one.knows)),
            kept_out=(*one.kept_out, *(cell + size for cell in one.kept_out)),
        )
        for one in drawn.insiders
    ]
    hidden = hide(both, said, threshold, insiders=insiders)
    found["answered"] = hidden[:size]
    # A rate of a hidden number of answers would be shown without what it is a rate of.
    found["rated"] = hidden[size:] | hidden[:size]
    return found


def answered_family(drawn: Plan) -> Family:
    """Those who rated are some of those who were answered: atoms of the former, then of the rest;
    cells of all answered, then of those who rated.
    """
    rest = [tuple(atom + drawn.atoms for atom in cell) for cell in drawn.cells]
    ties = [
        *drawn.ties,
        *({atom + drawn.atoms: sign for atom, sign in tie.items()} for tie in drawn.ties),
    ]
    cells = [(*one, *other) for one, other in zip(drawn.cells, rest, strict=True)]
    return family(2 * drawn.atoms, [*cells, *drawn.cells], ties)


def _counts(tables: Mapping[Layout, Table], column: int) -> Counts:
    return np.concatenate([tables[one].cells.sums[:, column] for one in FINEST]).astype(float)


def _rated(tables: Mapping[Layout, Table], scale: Scale) -> Counts:
    columns = [FIRST_LEVEL + level for level in scale.counted]
    sums = [tables[one].cells.sums[:, columns].sum(axis=1) for one in FINEST]
    return np.concatenate(sums).astype(float)


def released(
    facts: Facts, chosen: Mask, groups: Mapping[int, str], threshold: int, scale: Scale
) -> list[dict[str, Any]]:
    """The tables as they are kept and shown, without any number that is hidden."""
    tables = {layout: table(facts, chosen, layout, groups) for layout in RELEASED}
    drawn = plan(tables, groups)
    hidden = hidden_cells(tables, drawn, threshold, scale)
    whole = tables[Layout(D.GROUP)].cells.total()
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
