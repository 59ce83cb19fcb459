"""Passages that were taken over word for word: whoever knows the source knows them again."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """`start` and `end` are places in the text that was written."""

    start: int
    end: int
    text: str


def taken_over(written: str, sources: Iterable[str], *, characters: int) -> tuple[Passage, ...]:
    """Runs of at least so many characters that stand in a source, too. Blanks, punctuation, case
    and width make no difference. None overlap.
    """
    mine, places = _bare(written)
    pieces = {
        source[n : n + characters]
        for source in (_bare(text)[0] for text in sources)
        for n in range(len(source) - characters + 1)
    }
    covered = [n for n in range(len(mine) - characters + 1) if mine[n : n + characters] in pieces]
    return tuple(
        Passage(places[start], places[end - 1] + 1, written[places[start] : places[end - 1] + 1])
        for start, end in _runs(covered, characters)
    )


def _runs(covered: list[int], characters: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for n in covered:
        if runs and n <= runs[-1][1]:
            runs[-1] = (runs[-1][0], n + characters)
        else:
            runs.append((n, n + characters))
    return runs


def _bare(text: str) -> tuple[str, list[int]]:
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for sign in unicodedata.normalize("NFKC", char).casefold():
            if _LETTER.match(sign):
                signs.append(sign)
                places.append(place)
    return "".join(signs), places
