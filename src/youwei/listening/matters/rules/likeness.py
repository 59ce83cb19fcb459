"""How alike is alike, by what was measured on messages of a public board (bench/look_alikes.py)."""

from enum import StrEnum
from typing import Final

# Of ten cases shown from this likeness on more than eight are the same matter, and of ten that are,
# nine are shown. A proposal that nobody asked for needs more.
AT_LEAST: Final = 0.11
TO_PROPOSE: Final = 0.15
_COPY, _PASSAGES = 0.6, 0.1  # of the shorter text, word for word in the other


class Likeness(StrEnum):
    COPY = "copy"  # nearly the same words
    PASSAGES = "passages"  # whole passages in common
    NAMES = "names"  # names and rare words in common


def likeness_of(shared: float) -> Likeness:
    if shared >= _COPY:
        return Likeness.COPY
    return Likeness.PASSAGES if shared >= _PASSAGES else Likeness.NAMES
