"""Which cells of published tables are hidden, so that no small one can be derived from the others.

Tables are sums of the same atoms: a `Family` is every table that one reader can ever see. A cell
with 0 < n < threshold is small. It is hidden together with as many others as are needed for the
rest to leave it anywhere between nobody and at least the threshold. For each small cell a linear
program looks for the cheapest change of the atoms that brings it to either end; the shown cells
that would change are hidden with it. So each promise rests on a witness: a world that shows the
same figures. The auditor below shares no step with it and tries to derive what was hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # a part loads when it is first asked for: together they take most of a second
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]
_STILL = 1e-6  # below it a cell did not move
_FAR = 1e6


@dataclass(frozen=True)
class Family:
    """`cells` and `ties` are matrices by atoms: a row of `cells` says which atoms a cell sums up;
    a row of `ties` is a sum known to be zero, where atoms of two tables have a common margin.
    """

    cells: "scipy.sparse.csr_array"
    ties: "scipy.sparse.csr_array"

    def values(self, atoms: Counts) -> Counts:
        return np.asarray(self.cells @ atoms, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Insider:
    """Cells whose counts a reader knows anyhow, and cells that stay hidden from that reader."""

    knows: tuple[int, ...]
    kept_out: tuple[int, ...]


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
    insiders: Sequence[Insider] = (),
) -> Mask:
    """The cells to hide. Only `judged` cells can be small; others are hidden where they would tell.
    `insiders` are readers who know some counts anyhow, as an organ knows its own.
    """
    values = tables.values(atoms)
    found = small(values, threshold) & (True if judged is None else judged)
    hidden = np.array(found)
    search = _Search(tables, atoms, values)
    order = sorted(np.flatnonzero(found), key=lambda cell: (-values[cell], cell))
    for cell in order:
        hidden = search.open_up(int(cell), threshold, hidden, known=())
    for reader in insiders:
        for kept in reader.kept_out:
            if found[kept] and kept not in reader.knows and hidden[list(reader.knows)].any():
                hidden = search.open_up(kept, threshold, hidden, known=reader.knows)
    return hidden


class _Search:
    """min Σ weight·|change of shown cells|, where each cell's change is `up − down`. The changes of
    the worlds found so far are kept: one world serves many cells.
    """

    def __init__(self, tables: Family, atoms: Counts, values: Counts) -> None:
        count = tables.cells.shape[0]
        one = scipy.sparse.eye_array(count)
        nothing = scipy.sparse.csr_array((tables.ties.shape[0], count))
        self.rows = scipy.sparse.block_array(
            [[tables.cells, -one, one], [tables.ties, nothing, nothing]], format="csc"
        )
        self.values, self.atoms, self.count = values, len(atoms), count
        self.cells = tables.cells
        self.lower = np.concatenate([-atoms, np.zeros(2 * count)])
        self.worlds = np.zeros((0, count))

    def open_up(self, cell: int, threshold: int, hidden: Mask, known: Sequence[int]) -> Mask:
        """With what has to be hidden for `cell` to be anything from 0 to the threshold."""
        value = self.values[cell]
        for change in (threshold - value, -value):
            if not self._seen(cell, change, known):
                hidden = hidden | self._moved(cell, change, hidden, known)
        return hidden

    def _seen(self, cell: int, change: float, known: Sequence[int]) -> bool:
        there = self.worlds[:, cell] * np.sign(change) >= abs(change) - _STILL
        still = (np.abs(self.worlds[:, list(known)]) <= _STILL).all(axis=1)
        return bool((there & still).any())

    def _moved(self, cell: int, change: float, hidden: Mask, known: Sequence[int]) -> Mask:
        weights = np.where(hidden, 0.0, 1.0 + self.values)
        upper = np.full(len(self.lower), np.inf)
        lower = self.lower.copy()
        up, down = self.atoms + cell, self.atoms + self.count + cell
        lower[up] = upper[up] = max(change, 0.0)
        lower[down] = upper[down] = max(-change, 0.0)
        for one in known:
            upper[[self.atoms + one, self.atoms + self.count + one]] = 0.0
        found = scipy.optimize.linprog(
            np.concatenate([np.zeros(self.atoms), weights, weights]),
            A_eq=self.rows,
            b_eq=np.zeros(self.rows.shape[0]),
            bounds=np.column_stack([lower, upper]),
            method="highs",
        )
        if not found.success:
            return np.zeros(self.count, dtype=np.bool_)  # a tie forbids it: the auditor will say so
        way = found.x[: self.atoms]
        change_of_cells = self.cells @ way
        ends = [self._farthest(way) * change_of_cells, -self._farthest(-way) * change_of_cells]
        self.worlds = np.vstack([self.worlds, *ends])
        return np.asarray(np.abs(change_of_cells) > _STILL)

    def _farthest(self, way: Counts) -> float:
        """How often one can go this way before somewhere fewer than nobody would be left."""
        falls = way < -_STILL
        held = -self.lower[: self.atoms][falls]
        return float(np.min(held / -way[falls], initial=_FAR))


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
