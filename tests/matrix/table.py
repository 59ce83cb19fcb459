"""The table of docs/access.md: who gets what at which address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.matrix.people import EVERYBODY, REST, expanded, told

FILE = Path(__file__).parents[2] / "docs" / "access.md"
OUTCOMES = ("opens", "unfit", "403", "404", "sign in")


@dataclass(frozen=True)
class Row:
    """`people`: outcome by person."""

    address: str
    methods: tuple[str, ...]
    people: Mapping[str, str]


def by_address(text: str) -> dict[str, tuple[Row, ...]]:
    """ValueError names the line that cannot be read."""
    found: dict[str, tuple[Row, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("| `"):
            try:
                row = _row([cell.strip() for cell in line.strip("| ").split(" | ")])
            except ValueError as wrong:
                raise ValueError(f"docs/access.md:{number}: {wrong}") from None
            found[row.address] = (*found.get(row.address, ()), row)
    return found


def _row(cells: list[str]) -> Row:
    if len(cells) != 2 + len(OUTCOMES):
        raise ValueError(f"{len(cells)} cells instead of {2 + len(OUTCOMES)}")
    people: dict[str, str] = {}
    rest = ""
    for outcome, cell in zip(OUTCOMES, cells[2:], strict=True):
        if cell == REST:
            rest = outcome
            continue
        for one in expanded("" if cell == "–" else cell):
            if one in people:
                raise ValueError(f"{one} stands in two cells")
            people[one] = outcome
    left = [one for one in EVERYBODY if one not in people]
    if left and not rest:
        raise ValueError(f"nothing is said of {told(left)}")
    people |= dict.fromkeys(left, rest)
    return Row(cells[0].strip("`"), tuple(cells[1].split()), people)


def line_of(address: str, methods: Iterable[str], people: Mapping[str, str]) -> str:
    """The line to paste into docs/access.md."""
    by_outcome = {
        outcome: [one for one in EVERYBODY if people[one] == outcome] for outcome in OUTCOMES
    }
    largest = max(OUTCOMES, key=lambda outcome: len(by_outcome[outcome]))
    cells = [
        REST if outcome == largest else told(by_outcome[outcome]) or "–" for outcome in OUTCOMES
    ]
    return f"| `{address}` | {' '.join(methods)} | {' | '.join(cells)} |"
