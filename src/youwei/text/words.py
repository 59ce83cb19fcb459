"""The words of a Chinese text, without what could point at a person."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

import rjieba

PIECE: Final = "~"  # in front of two characters that stand side by side and need not be a word

_HAN = re.compile(r"[\u3400-\u9fff]+")
_BLANK = re.compile(r"\s+")
_BINDING = ("c", "d", "p", "r", "u", "y")  # conjunctions, adverbs, pronouns and the like
_PERSONAL = ("nr", "m", "t", "eng")  # names of persons, figures, dates, Latin letters


def normalised(text: str) -> str:
    """One form for what looks the same: full and half width, letters, blanks."""
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def closed(text: str) -> str:
    """As `normalised`, without blanks: what somebody parts to be missed is found."""
    return normalised(text).replace(" ", "")


def terms(text: str) -> tuple[str, ...]:
    """Words, shorter words inside them, and pairs of characters. Names of persons, figures and
    Latin letters are left out, and no pair reaches across the gap that they leave.
    """
    found: list[str] = []
    for run in _runs(normalised(text)):
        found += (word for word in rjieba.cut_for_search(run) if len(word) > 1)
        found += (PIECE + run[at : at + 2] for at in range(len(run) - 1))
    return tuple(found)


def telling_words(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Each in the whole word in which it stands: half of one, such as 作人 of 工作人员, says
    nothing to a reader. Nor does one that only binds others, such as 可是: it is left out.
    """
    whole = dict(pair for run in _runs(normalised(text)) for pair in rjieba.tag(run))
    found = (next((one for one in whole if word in one), word) for word in words)
    return tuple(dict.fromkeys(one for one in found if not whole.get(one, "").startswith(_BINDING)))


def _runs(text: str) -> Iterator[str]:
    """Stretches of Chinese characters between punctuation, figures and names."""
    for stretch in _HAN.findall(text):
        kept = ""
        for word, kind in rjieba.tag(stretch):
            if kind.startswith(_PERSONAL):
                if kept:
                    yield kept
                kept = ""
            else:
                kept += word
        if kept:
            yield kept
