"""Somebody who holds nothing but the tables of a release, and a solver of whole numbers.

It knows how tables hang together (organs stand in groups, what is answered in time is some of what
was to be answered) and shares no step with the product. An organ also knows its own cases.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

FINEST = (
    ("organ", None),
    ("group", "channel"),
    ("group", "theme"),
    ("place", None),
    ("month", None),
)
PARTS = {
    "received": {},
    "to_accept": {"accepted_in_time": "to_accept"},
    "to_answer": {"answered_in_time": "to_answer"},
    "answered": {
        "sent_back": "answered",
        "reopened": "answered",
        "rated": "answered",
        "satisfied": "rated",
        "timed": "answered",
    },
}
Name = tuple[str, str | None, str, str]  # by, across, row, column
Rows = list[tuple[Mapping[int, float], float, float]]


class Attacker:
    """`own`: the tables of the cases that the reader knows one by one."""

    def __init__(
        self,
        tables: Sequence[Mapping[str, Any]],
        groups: Mapping[str, str],
        population: str,
        own: Mapping[Name, Mapping[str, int]] | None = None,
    ) -> None:
        self.groups, self.parts = groups, PARTS[population]
        self.codes = [population, *self.parts]
        self.shown = dict(_cells(tables))
        self.keys = {(one["by"], one["across"]): one for one in tables}
        finest = [cell for cell in self.shown if cell[:2] in FINEST]
        self.atoms = {cell: at for at, cell in enumerate(finest)}
        rows = [*self._said(), *self._margins(), *self._nested()]
        self.size = len(self.atoms) * len(self.codes)
        matrix = sparse.lil_array((len(rows), self.size))
        for at, (held, _low, _high) in enumerate(rows):
            for place, factor in held.items():
                matrix[at, place] = factor
        limits = np.array([(low, high) for _held, low, high in rows])
        self.rules = LinearConstraint(matrix.tocsr(), limits[:, 0], limits[:, 1])
        self.least, self.most = np.zeros(self.size), np.full(self.size, np.inf)
        if own is not None:
            self._know(own)

    def hidden(self) -> Iterator[tuple[Name, str]]:
        for cell, figures in self.shown.items():
            yield from ((cell, code) for code in self.codes if figures[code] is None)

    def fits(self, cell: Name, code: str, low: float, high: float) -> bool:
        """Whether some world of whole numbers shows the same tables and has so many here."""
        aim = np.zeros(self.size)
        aim[list(self._sum(code, self._within(cell)))] = 1
        found = milp(
            np.zeros(self.size),
            constraints=[self.rules, LinearConstraint(aim, low, high)],
            bounds=Bounds(self.least, self.most),
            integrality=np.ones(self.size),
        )
        return bool(found.status == 0)

    def _within(self, cell: Name) -> list[Name]:
        """The finest cells that one sums up."""
        by, across, row, _column = cell
        if (by, across) in FINEST:
            return [cell]
        organs: list[Name] = [("organ", None, key, "") for key in self.keys["organ", None]["rows"]]
        if by == "total":
            return organs
        if by == "group":
            return [one for one in organs if self.groups[one[2]] == row]
        return [("group", by, group, row) for group in self.keys["group", by]["rows"]]

    def _sum(self, code: str, cells: Sequence[Name], sign: int = 1) -> dict[int, float]:
        start = self.codes.index(code) * len(self.atoms)
        return {start + self.atoms[cell]: sign for cell in cells}

    def _said(self) -> Rows:
        return [
            (self._sum(code, self._within(cell)), figures[code], figures[code])
            for cell, figures in self.shown.items()
            for code in self.codes
            if figures[code] is not None
        ]

    def _margins(self) -> Rows:
        same: list[tuple[list[Name], list[Name]]] = []
        for by in ("channel", "theme"):
            crossed = self.keys["group", by]
            for group in crossed["rows"]:
                organs = self._within(("group", None, group, ""))
                same.append((organs, [("group", by, group, key) for key in crossed["columns"]]))
        total = self._within(("total", None, "total", ""))
        for by in ("place", "month"):
            same.append((total, [(by, None, key, "") for key in self.keys[by, None]["rows"]]))
        return [
            ({**self._sum(code, one), **self._sum(code, other, -1)}, 0, 0)
            for one, other in same
            for code in self.codes
        ]

    def _nested(self) -> Rows:
        return [
            ({**self._sum(whole, [cell]), **self._sum(part, [cell], -1)}, 0, np.inf)
            for part, whole in self.parts.items()
            for cell in self.atoms
        ]

    def _know(self, own: Mapping[Name, Mapping[str, int]]) -> None:
        """Nobody's rest is less than nothing, and the reader's own row has no rest; neither has
        what is not in a part.
        """
        for cell in self.atoms:
            for code in self.codes:
                (place,) = self._sum(code, [cell])
                number = own[cell][code] if cell in own else 0
                self.least[place] = number
                if cell[0] == "organ" and cell in own:
                    self.most[place] = number


def _cells(tables: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Name, Mapping[str, Any]]]:
    for one in tables:
        names = [(row, column) for row in one["rows"] for column in one["columns"]]
        for (row, column), figures in zip(names, one["cells"], strict=True):
            yield (one["by"], one["across"], row, column), figures
