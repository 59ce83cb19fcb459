"""How the tables of a release hang together: which sums of the finest cells each cell is.

The family is everything that the public and the organs ever see of the quarter: the total; by
channel, group, organ, theme, place, month; groups crossed with channels and with themes. Organs
stand in their groups, and each crossed table has the groups as a margin: the atoms of the tables
are tied where these margins meet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from youwei.listening.figures.rules.dimensions import NO_GROUP, Dimension
from youwei.listening.figures.rules.tables import Layout, Table

D = Dimension
ORGANS = Layout(D.ORGAN)
# The finest cells; every other released cell is a sum of these.
FINEST = (
    ORGANS,
    Layout(D.GROUP, D.CHANNEL),
    Layout(D.GROUP, D.THEME),
    Layout(D.PLACE),
    Layout(D.MONTH),
)
COARSER = (Layout(D.GROUP), Layout(D.CHANNEL), Layout(D.THEME))
RELEASED = (*COARSER, *FINEST)


@dataclass(frozen=True)
class Plan:
    """The cells of the family by the atoms that they sum up. `place` finds the first cell of a
    table; the total is the first of all. `groups`: the row of each organ's group.
    """

    atoms: int
    cells: tuple[tuple[int, ...], ...]
    ties: tuple[Mapping[int, int], ...]
    place: Mapping[Layout, int]
    groups: tuple[int, ...]


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
    of_group = tuple(group_rows.index(group) for group in own)
    return Plan(atoms, tuple(drawing.cells), tuple(ties), drawing.place, of_group)


def _atoms(
    tables: Mapping[Layout, Table], first: Mapping[Layout, int], layout: Layout
) -> list[tuple[int, ...]]:
    """Row by row."""
    width = len(tables[layout].columns)
    starts = range(first[layout], first[layout] + len(tables[layout].rows) * width, width)
    return [tuple(range(start, start + width)) for start in starts]


def _tie(one: Sequence[int], other: Sequence[int]) -> Mapping[int, int]:
    return {**dict.fromkeys(one, 1), **dict.fromkeys(other, -1)}
