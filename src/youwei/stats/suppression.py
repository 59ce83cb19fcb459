"""Which cells of published tables are hidden, so that no small one can be derived from the others.

Tables are sums of the same atoms: a `Family` is every table that one reader can ever see. A cell
with 0 < n < threshold is small. It is hidden together with as many others as are needed for the
rest to leave it anywhere between nobody and at least the threshold. For each small cell a linear
program looks for the cheapest change of the atoms that brings it to either end; the shown cells
that would change are hidden with it. So each promise rests on a witness: a world that shows the
same figures. Of any other hidden cell that is not empty a witness shows that it could be one less.
The auditor below shares no step with it and tries to derive what was hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy  # a part loads when it is first asked for: together they take most of a second
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]
_STILL = 1e-6  # below it a cell did not move
_FAR = 1e6
# From so many readers on one world is looked for that serves most of them at once: it hides a few
# cells more than one for each, and takes half the time.
_MANY = 4


@dataclass(frozen=True)
class Family:
    """`cells` and `ties` are matrices by atoms: a row of `cells` says which atoms a cell sums up;
    a row of `ties` is a sum known to be zero, where atoms of two tables have a common margin.
    """

    cells: "scipy.sparse.csr_array"
    ties: "scipy.sparse.csr_array"

    def values(self, atoms: Counts) -> Counts:
        return np.asarray(self.cells @ atoms, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Insider:
    """Cells whose counts a reader knows anyhow, and cells that stay hidden from that reader. `own`:
    how much of each atom is the reader's, who knows that the rest is not less than nobody.
    """

    knows: tuple[int, ...]
    kept_out: tuple[int, ...]
    own: Counts | None = None


def family(
    atoms: int, cells: Sequence[Sequence[int]], ties: Sequence[Mapping[int, int]] = ()
) -> Family:
    """From the atoms of each cell, and from the signed atoms of each tie."""
    return Family(
        cells=_matrix(atoms, [dict.fromkeys(cell, 1) for cell in cells]),
        ties=_matrix(atoms, ties),
    )


def small(values: Counts, threshold: int) -> Mask:
    """Nobody is no small number: an empty cell tells of no person."""
    return np.asarray((values > 0) & (values < threshold))


def hide(
    tables: Family,
    atoms: Counts,
    threshold: int,
    *,
    judged: Mask | None = None,
    together: NDArray[np.intp] | None = None,
    insiders: Sequence[Insider] = (),
) -> Mask:
    """The cells to hide. Only `judged` cells can be small; others are hidden where they would tell.
    Cells with the same number in `together` are hidden together. `insiders` are readers who know
    some counts anyhow, as an organ knows its own.
    """
    values = tables.values(atoms)
    found = small(values, threshold) & (True if judged is None else judged)
    search = _Search(tables, atoms, values, together)
    hidden = search.whole(found)
    readers = [search.reader(one) for one in insiders]
    order = sorted(np.flatnonzero(found).tolist(), key=lambda cell: (-values[cell], cell))
    for cell in order:
        hidden = search.open_up(cell, threshold, hidden, [search.anybody])
    for cell in order:
        kept_out = [
            reader
            for one, reader in zip(insiders, readers, strict=True)
            if cell in one.kept_out and cell not in one.knows
        ]
        hidden = search.open_up(cell, threshold, hidden, kept_out)
    return search.loosened(hidden)


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """How far atoms can fall for all that the reader knows; the same but for the reader's own
    cells; and these.
    """

    lowest: Counts
    beside: Counts
    knows: tuple[int, ...] = ()

    @classmethod
    def joined(cls, readers: "Sequence[_Reader]", *, own_still: bool) -> Self:
        """What holds for each of these whose own cells do not change; `own_still`: for all, and
        none of their cells changes.
        """
        lowest = np.max([one.beside for one in readers], axis=0)
        own = {cell for one in readers for cell in one.knows} if own_still else ()
        return cls(lowest, lowest, tuple(sorted(own)))


class _Search:
    """min Σ weight·|change of shown cells|. The worlds found so far are kept as ways to change the
    atoms: a way that one cell was moved by, as far as it goes and backwards, serves many.
    """

    def __init__(
        self, tables: Family, atoms: Counts, values: Counts, together: NDArray[np.intp] | None
    ) -> None:
        self.cells, self.ties, self.values = tables.cells, tables.ties, values
        self.lowest, self.together = -atoms, together
        self.anybody = _Reader(self.lowest, self.lowest)
        self.ways = np.zeros((0, len(atoms)))
        self.changes = np.zeros((0, len(values)))
        self.reach = np.zeros(len(values))

    def whole(self, cells: Mask) -> Mask:
        """With those that are hidden together with them."""
        if self.together is None:
            return cells
        return np.isin(self.together, self.together[cells])

    def reader(self, one: Insider) -> _Reader:
        lowest = self.lowest if one.own is None else one.own + self.lowest
        own = self.cells[list(one.knows)].sum(axis=0) > 0
        return _Reader(lowest, np.where(own, self.lowest, lowest), one.knows)

    def open_up(self, cell: int, threshold: int, hidden: Mask, readers: Sequence[_Reader]) -> Mask:
        """With what has to be hidden for `cell` to be anything from 0 to the threshold."""
        value = self.values[cell]
        for change in (threshold - value, -value):
            waiting = self._waiting(cell, change, readers)
            for own_still in (False, True):
                if len(waiting) > _MANY:
                    joined = _Reader.joined(waiting, own_still=own_still)
                    hidden = self._moved(cell, change, hidden, joined)
                    waiting = self._waiting(cell, change, waiting)
            for reader in waiting:
                if not self._seen(cell, change, reader):
                    hidden = self._moved(cell, change, hidden, reader)
        return hidden

    def _waiting(self, cell: int, change: float, readers: Sequence[_Reader]) -> list[_Reader]:
        """Those for whom no world found so far changes the cell so."""
        return [one for one in readers if not self._seen(cell, change, one)]

    def loosened(self, hidden: Mask) -> Mask:
        """With what has to be hidden for no hidden cell to be certain but an empty one."""
        asked = np.zeros(len(hidden), dtype=np.bool_)
        while True:
            certain = hidden & (self.values > _STILL) & (self.reach < 1 - _STILL) & ~asked
            if not certain.any():
                return hidden
            cell = int(np.flatnonzero(certain)[0])
            asked[cell] = True
            hidden = self._moved(cell, -1.0, hidden, self.anybody)

    def _seen(self, cell: int, change: float, reader: _Reader) -> bool:
        moving = np.flatnonzero(np.abs(self.changes[:, cell]) > _STILL)
        if reader.knows:
            known = np.abs(self.changes[moving][:, list(reader.knows)]) <= _STILL
            moving = moving[known.all(axis=1)]
        far = change / self.changes[moving, cell]
        return bool((far[:, None] * self.ways[moving] >= reader.lowest - _STILL).all(axis=1).any())

    def _moved(self, cell: int, change: float, hidden: Mask, reader: _Reader) -> Mask:
        """Also what changes where nothing is hidden yet; `cell` itself changes by `change`."""
        shown, atoms = np.flatnonzero(~hidden), len(self.lowest)
        fixed = [cell, *reader.knows]
        free = scipy.sparse.eye_array(len(shown))
        rows = scipy.sparse.block_array(
            [
                [self.cells[shown], -free, free],
                [scipy.sparse.vstack([self.ties, self.cells[fixed]]), None, None],
            ],
            format="csc",
        )
        right = np.zeros(rows.shape[0])
        right[-len(fixed)] = change
        weights = np.tile(1.0 + self.values[shown], 2)
        lowest = np.concatenate([reader.lowest, np.zeros(2 * len(shown))])
        found = scipy.optimize.linprog(
            np.concatenate([np.zeros(atoms), weights]),
            A_eq=rows,
            b_eq=right,
            bounds=np.column_stack([lowest, np.full(len(lowest), np.inf)]),
            method="highs",
        )
        if not found.success:
            return hidden  # a tie forbids it: the auditor will say so
        way = found.x[:atoms]
        return hidden | self.whole(self._kept(way))

    def _kept(self, way: Counts) -> Mask:
        """The cells that it changes."""
        changes = np.asarray(self.cells @ way)
        self.ways = np.vstack([self.ways, way])
        self.changes = np.vstack([self.changes, changes])
        farthest = max(self._farthest(way), self._farthest(-way))
        self.reach = np.maximum(self.reach, farthest * np.abs(changes))
        return np.asarray(np.abs(changes) > _STILL)

    def _farthest(self, way: Counts) -> float:
        """How often one can go this way before somewhere fewer than nobody would be left."""
        falls = way < -_STILL
        return float(np.min(self.lowest[falls] / way[falls], initial=_FAR))


@dataclass(frozen=True, slots=True)
class Interval:
    """What a reader can find out about one hidden cell; `high` is infinite where nothing bounds."""

    cell: int
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def audit(
    tables: Family, values: Counts, hidden: Mask, *, known: Sequence[int] = ()
) -> tuple[Interval, ...]:
    """For each hidden cell the lowest and the highest count that fit everything shown, and the
    cells that the reader knows anyhow.
    """
    shown = ~hidden
    shown[list(known)] = True
    rows = scipy.sparse.vstack([tables.cells[shown], tables.ties], format="csr")
    right = np.concatenate([values[shown], np.zeros(tables.ties.shape[0])])
    return tuple(
        Interval(cell, _end(tables, cell, rows, right, 1), _end(tables, cell, rows, right, -1))
        for cell in np.flatnonzero(~shown).tolist()
    )


def derived(tables: Family, hidden: Mask) -> Mask:
    """Hidden cells that are a linear combination of the shown ones: found without any bound."""
    known = np.vstack([tables.cells[~hidden].toarray(), tables.ties.toarray()])
    found = np.zeros(len(hidden), dtype=np.bool_)
    for cell in np.flatnonzero(hidden):
        wanted = tables.cells[[cell]].toarray()[0]
        if len(known):
            fit = np.linalg.lstsq(known.T, wanted, rcond=None)[0]
            found[cell] = np.allclose(known.T @ fit, wanted, atol=1e-8)
    return found


def _end(
    tables: Family, cell: int, rows: "scipy.sparse.csr_array", right: Counts, sign: int
) -> float:
    aim = sign * tables.cells[[cell]].toarray()[0]
    found = scipy.optimize.linprog(aim, A_eq=rows, b_eq=right, bounds=(0, None), method="highs")
    if found.status == 3:
        return float("inf") if sign < 0 else float("-inf")
    return float(sign * found.fun)


def _matrix(atoms: int, rows: Sequence[Mapping[int, int]]) -> "scipy.sparse.csr_array":
    places = [(row, atom, factor) for row, held in enumerate(rows) for atom, factor in held.items()]
    if not places:
        return scipy.sparse.csr_array((len(rows), atoms))
    row, column, factor = zip(*places, strict=True)
    return scipy.sparse.csr_array(
        (factor, (row, column)), shape=(len(rows), atoms), dtype=np.float64
    )
