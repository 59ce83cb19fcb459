"""What it means that a text holds the words that somebody looks for.

Capitals and small letters, and Latin letters and digits in full or half width, are the same. An
index of pairs of neighbouring characters narrows the search: a text that holds a word holds every
pair of it. Whether the text holds the word itself is then asked of the text.
"""

from itertools import pairwise
from typing import Final

# A–Z and everything in full width that has a half-width form, the ideographic space among it.
FOLDS: Final = {
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
}


def fold(text: str) -> str:
    return text.translate(FOLDS)


def needles(words: str) -> tuple[str, ...]:
    """The words of a search, folded; a text is found where it holds each of them."""
    return tuple(dict.fromkeys(fold(words).split()))


def pairs(text: str) -> frozenset[str]:
    """Neighbouring letters, digits and Han characters of the folded text."""
    folded = fold(text)
    return frozenset(a + b for a, b in pairwise(folded) if a.isalnum() and b.isalnum())


def is_folded_away(needle: str) -> bool:
    """Whether a text can hold it in another writing: then the text is folded before it is asked."""
    return any(char.isascii() for char in needle)
