"""What lies in the urn: a ballot or an opinion as bytes of one length."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SIZE = 1024  # bytes; a slip has a whole number of these, however little stands in it
NOT_CLEAR = "x"
SKIPPED = "-"
CODE_LETTERS = 16  # 80 bits


class Pace(StrEnum):
    """Told by the page as one of these words, never as a time. Without a script: unknown."""

    UNKNOWN = "unknown"
    FAST = "fast"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Ballot:
    """`answers`: by organ, one letter for each question of the instrument in its order: the place
    of the level in the rulebook, x for “not clear”, - where nothing was said. `day` counts from
    the first day of the round.
    """

    panel: str
    stratum: str
    margins: tuple[str, ...]
    day: int
    pace: Pace
    answers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Words:
    """An opinion; it lies apart from the ballot with which it came."""

    panel: str
    organ: int
    text: str


def packed(content: Ballot | Words) -> bytes:
    """JSON, filled up with blanks to the next whole number of `SIZE`."""
    if isinstance(content, Words):
        plain: dict[str, object] = {"p": content.panel, "o": content.organ, "t": content.text}
    else:
        plain = {
            "p": content.panel,
            "s": content.stratum,
            "m": content.margins,
            "d": content.day,
            "f": content.pace,
            "a": {str(organ): letters for organ, letters in content.answers.items()},
        }
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return data.ljust(-(-len(data) // SIZE) * SIZE)


def unpacked(data: bytes) -> Ballot | Words:
    plain = json.loads(data)
    if "t" in plain:
        return Words(panel=plain["p"], organ=plain["o"], text=plain["t"])
    return Ballot(
        panel=plain["p"],
        stratum=plain["s"],
        margins=tuple(plain["m"]),
        day=plain["d"],
        pace=Pace(plain["f"]),
        answers={int(organ): letters for organ, letters in plain["a"].items()},
    )


def says_something(letters: str) -> bool:
    return any(letter != SKIPPED for letter in letters)
