"""A text as a reader sees it: full-width forms folded, what is invisible left out, places kept."""

import re
import unicodedata
from dataclasses import dataclass

# Letters and marks that show nothing, and marks that only join or vary the sign before them.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_DIGITS = str.maketrans(
    "零〇○一壹幺弌二贰两弍三叁弎四肆五伍六陆七柒八捌九玖拾佰",
    "00011112222333445566778899十百",
)

# Letters of other scripts that look like Latin ones, as on a plate.
_ALIKE = str.maketrans("АВЕКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXABEZHIKMNOPTYX")
_PARTED = re.compile(r"(?<=[\u4e00-\u9fff])[^\w\n,;:!?()“”\"《》。]{1,3}(?=[\u4e00-\u9fff])")


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
    text = "".join(signs).translate(_ALIKE)
    return Reading(text=text, digits=text.translate(_DIGITS), places=tuple(places))


def joined(reading: Reading) -> Reading:
    """Without marks between two characters, as in 王 小 明; `places` are in `reading`."""
    gone = {n for match in _PARTED.finditer(reading.text) for n in range(*match.span())}
    kept = tuple(n for n in range(len(reading.text)) if n not in gone)
    text = "".join(reading.text[n] for n in kept)
    return Reading(text=text, digits=text.translate(_DIGITS), places=kept)


def _unseen(char: str) -> bool:
    if char < "\x7f":
        return char < " " and char not in "\n\t\r"
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char in _BLANK or unicodedata.category(char) in {"Cc", "Cf", "Me"}


def _plain_digit(sign: str) -> str:
    """Digits of every script, also in circles."""
    digit = unicodedata.digit(sign, None) if sign > "\x7f" else None
    return sign if digit is None else str(digit)
