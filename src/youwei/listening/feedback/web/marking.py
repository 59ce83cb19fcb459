"""A written text with everything in it that keeps it from being released, marked in place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from youwei.listening.feedback.rules.release import Judgement, Taken
from youwei.listening.feedback.words import KIND_WORDS, WHY_WORDS
from youwei.text.identifying import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One particular: what it is and what gave it away."""

    text: str
    kind: Promise
    why: Promise


def pieces(text: str, findings: Sequence[Finding], taken: Sequence[Taken]) -> tuple[Piece, ...]:
    marked = bytearray(len(text))
    spans = [(one.start, one.end) for one in findings]
    spans += [(one.passage.start, one.passage.end) for one in taken if _stands_in(one, text)]
    for start, end in spans:
        marked[start:end] = b"\x01" * (end - start)
    found: list[Piece] = []
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or marked[n] != marked[start]:
            found.append(Piece(text[start:n], bool(marked[start])))
            start = n
    return tuple(found)


def remarks(judgement: Judgement) -> tuple[Remark, ...]:
    findings = (*judgement.in_text, *judgement.in_demand)
    return tuple(
        dict.fromkeys(
            Remark(text=one.text, kind=KIND_WORDS[one.kind], why=WHY_WORDS[one.why])
            for one in findings
        )
    )


def _stands_in(taken: Taken, text: str) -> bool:
    passage = taken.passage
    return text[passage.start : passage.end] == passage.text
