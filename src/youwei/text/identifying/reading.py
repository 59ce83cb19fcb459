"""A text as a reader sees it: full-width forms folded, what is invisible left out, places kept."""

import unicodedata
from dataclasses import dataclass

# Letters and marks that show nothing, and marks that only join or vary the sign before them.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_DIGITS = str.maketrans("零〇○一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899")


@dataclass(frozen=True, slots=True)
class Reading:
    """`digits` is `text` with Chinese numerals as digits, character by character; `places` says
    where each character stood in the text that was given.
    """

    text: str
    digits: str
    places: tuple[int, ...]


def read(given: str) -> Reading:
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(given):
        if _unseen(char):
            continue
        for sign in unicodedata.normalize("NFKC", char):
            signs.append(_plain_digit(sign))
            places.append(place)
    text = "".join(signs)
    return Reading(text=text, digits=text.translate(_DIGITS), places=tuple(places))


def _unseen(char: str) -> bool:
    if char < "\x7f":
        return char < " " and char not in "\n\t\r"
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in _BLANK or unicodedata.category(char) in {"Cc", "Cf"}


def _plain_digit(sign: str) -> str:
    """Digits of every script."""
    if sign > "\x7f" and unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    return sign
