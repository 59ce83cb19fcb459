"""A draw by chance that anybody can repeat: the seed and the frame give the sample."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """`share` in per cent of a stratum, but never fewer than `at_least`, if it has as many."""

    share: int
    at_least: int

    def size(self, frame: int) -> int:
        return min(frame, max(self.at_least, -(-frame * self.share // 100)))


def drawn(seed: str, frame: Mapping[int, Sequence[str]], wanted: Wanted) -> dict[int, list[str]]:
    """From each stratum the numbers that come first when all are ordered by the SHA-256 of seed and
    number. Neither the order in which they are given nor other strata matter.
    """
    return {
        stratum: _shuffled(seed, numbers)[: wanted.size(len(set(numbers)))]
        for stratum, numbers in frame.items()
    }


def commitment(seed: str) -> str:
    """Published with the draw: the seed itself would tell an organ who is going to be called."""
    return hashlib.sha256(seed.encode()).hexdigest()


def _shuffled(seed: str, numbers: Iterable[str]) -> list[str]:
    return sorted(set(numbers), key=lambda one: hashlib.sha256(f"{seed}|{one}".encode()).digest())
