"""Which passages two texts share, for the eye of whoever compares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PASSAGE: Final = 5  # characters; shorter ones are figures of speech


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    shared: bool


def marked(text: str, other: str, *, least: int = PASSAGE) -> tuple[Piece, ...]:
    """`text` cut into pieces; `shared` are those of `least` or more letters that `other` has, too.
    Joined they are `text` again.
    """
    windows = {other[n : n + least] for n in range(len(other) - least + 1)}
    shared = bytearray(len(text))
    for n in range(len(text) - least + 1):
        window = text[n : n + least]
        if window in windows and any(sign.isalnum() for sign in window):
            shared[n : n + least] = b"\1" * least
    return tuple(_pieces(text, shared))


def share_of(text: str, other: str, *, least: int = PASSAGE) -> float:
    """How much of the shorter text stands word for word in the other one, from 0 to 1."""
    short, long = sorted((text, other), key=len)
    if not short:
        return 0.0
    pieces = marked(short, long, least=least)
    return sum(len(piece.text) for piece in pieces if piece.shared) / len(short)


def _pieces(text: str, shared: bytearray) -> Iterator[Piece]:
    begin = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or shared[n] != shared[begin]:
            yield Piece(text[begin:n], bool(shared[begin]))
            begin = n
