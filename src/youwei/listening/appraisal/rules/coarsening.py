"""Before ballots are sealed nobody may stand alone in a cell: those who know who was asked, and who
answered, must not find the ballot of one person. (C-34, C-37)
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = tuple[str, tuple[str, ...]]  # stratum, categories of the margins in their order
JOINED = "+"


@dataclass(frozen=True, slots=True)
class Coarser:
    """`margins`: so many of them are kept, from the first. `strata`: what each is called in the
    file; strata put together have one name, those that are kept out of the file have none.
    """

    margins: int
    strata: dict[str, str]

    def cell(self, stratum: str, margins: Sequence[str]) -> Cell | None:
        name = self.strata.get(stratum, "")
        return (name, tuple(margins[: self.margins])) if name else None


def coarsened(
    cells: Iterable[Cell], strata: Sequence[str], at_least: int, *, joinable: bool
) -> Coarser:
    """`strata` in their order. First small strata are put together with the smaller of their
    neighbours, then margins are given up from the last, until each cell holds `at_least` ballots
    or none. Where strata cannot be put together (each is about another organ), or all of them
    together are too few, they are kept out.
    """
    counted = Counter(cells)
    sizes = Counter[str]()
    for (stratum, _), number in counted.items():
        sizes[stratum] += number
    names = _joined(strata, sizes, at_least) if joinable else _alone(strata, sizes, at_least)
    kept = max((len(margins) for _, margins in counted), default=0)
    while kept and _smallest(counted, names, kept) < at_least:
        kept -= 1
    return Coarser(margins=kept, strata=names)


def _alone(strata: Sequence[str], sizes: Counter[str], at_least: int) -> dict[str, str]:
    return {one: one if sizes[one] >= at_least else "" for one in strata}


def _joined(strata: Sequence[str], sizes: Counter[str], at_least: int) -> dict[str, str]:
    groups = [[one] for one in strata]

    def size(group: Sequence[str]) -> int:
        return sum(sizes[one] for one in group)

    while len(groups) > 1:
        small = min(range(len(groups)), key=lambda n: (size(groups[n]), n))
        if size(groups[small]) >= at_least:
            break
        beside = [n for n in (small - 1, small + 1) if 0 <= n < len(groups)]
        other = min(beside, key=lambda n: (size(groups[n]), n))
        first, second = sorted((small, other))
        groups[first : second + 1] = [groups[first] + groups[second]]
    return {
        one: JOINED.join(group) if size(group) >= at_least else ""
        for group in groups
        for one in group
    }


def _smallest(counted: Counter[Cell], names: dict[str, str], kept: int) -> int:
    merged = Counter[Cell]()
    for (stratum, margins), number in counted.items():
        if names.get(stratum):
            merged[names[stratum], margins[:kept]] += number
    return min(merged.values(), default=0)
