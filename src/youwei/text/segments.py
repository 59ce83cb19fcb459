"""Outlines turned round, from pair to texts: a question touches only what shares something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from youwei.text.sketches import BITS, Outlines, Pairs

SEGMENT: Final = 65_536  # texts: they are numbered in two bytes
SHORTEST: Final = 8  # pairs; a shorter text counts as one of these
GONE: Final = -1  # the key of a text that was forgotten

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """`members[starts[p] : starts[p + 1]]` are the texts that have the pair p, in rising order;
    `headings[heading_starts[n] : heading_starts[n + 1]]` are the pairs in the heading of text n.
    """

    keys: NDArray[np.int64]
    lengths: NDArray[np.uint8]
    starts: NDArray[np.int32]
    members: NDArray[np.uint16]
    heading_starts: NDArray[np.int32]
    headings: Pairs

    @classmethod
    def of(cls, outlines: Outlines, before: "Sequence[Segment]" = ()) -> "Segment":
        """The texts of `before` come first, in their order."""
        old = sum(len(segment.keys) for segment in before)
        codes = [segment._codes(at) for at, segment in zip(_places(before), before, strict=True)]
        codes.append((outlines.pairs.astype(np.uint64) << np.uint64(16)) | _owners(outlines, old))
        sorted_codes = np.sort(np.concatenate(codes))  # whole numbers: far faster than an argsort
        del codes
        counts = np.bincount((sorted_codes >> np.uint64(16)).astype(np.int64), minlength=2**BITS)
        heads = [np.diff(segment.heading_starts) for segment in before]
        heads.append(np.minimum(outlines.headings, outlines.lengths).astype(np.int32))
        return cls(
            keys=np.concatenate([*(one.keys for one in before), outlines.keys]),
            lengths=np.concatenate(
                [*(one.lengths for one in before), outlines.lengths.astype(np.uint8)]
            ),
            starts=_starts(counts),
            members=sorted_codes.astype(np.uint16),  # the lower half
            heading_starts=_starts(np.concatenate(heads)),
            headings=np.concatenate(
                [*(one.headings for one in before), outlines.pairs[outlines.in_heading]]
            ),
        )

    def sums(self, pairs: Pairs, weights: Weights) -> Weights:
        """Of each text: the weights of those of the pairs that it has, added up."""
        begins, ends = self.starts[pairs], self.starts[pairs + 1]
        runs = zip(begins.tolist(), ends.tolist(), strict=True)
        parts = [self.members[b:e] for b, e in runs if e > b]
        if not parts:
            return np.zeros(len(self.keys))
        spread = np.repeat(weights, ends - begins)
        sums = np.bincount(np.concatenate(parts), spread, minlength=len(self.keys))
        return sums.astype(np.float64, copy=False)

    def sizes(self, places: NDArray[np.int64]) -> Weights:
        return np.maximum(self.lengths[places], SHORTEST).astype(np.float64)

    def headings_of(self, places: NDArray[np.int64]) -> tuple[Pairs, NDArray[np.int64]]:
        """The pairs in the headings of the texts at these places, and whose each is (its place in
        `places`).
        """
        begins = self.heading_starts[places].astype(np.int64)
        counts = self.heading_starts[places + 1] - begins
        whose = np.repeat(np.arange(len(places)), counts)
        first = np.repeat(begins - (np.cumsum(counts) - counts), counts)
        return self.headings[first + np.arange(len(whose))], whose

    def without(self, gone: NDArray[np.int64]) -> tuple["Segment", Pairs]:
        """Nothing of the texts with these keys stays but an empty place; and the pairs they had."""
        places = np.flatnonzero(np.isin(self.keys, gone))
        lost = np.isin(self.members, places.astype(np.uint16))
        at = np.flatnonzero(lost)
        pairs = (np.searchsorted(self.starts, at, side="right") - 1).astype(np.uint32)
        of_heading = np.repeat(np.arange(len(self.keys)), np.diff(self.heading_starts))
        counts = np.diff(self.heading_starts)
        counts[places] = 0
        keys, lengths = self.keys.copy(), self.lengths.copy()
        keys[places], lengths[places] = GONE, 0
        kept = np.diff(self.starts) - np.bincount(pairs, minlength=2**BITS)
        return Segment(
            keys=keys,
            lengths=lengths,
            starts=_starts(kept),
            members=self.members[~lost],
            heading_starts=_starts(counts),
            headings=self.headings[~np.isin(of_heading, places)],
        ), pairs

    @property
    def bytes(self) -> int:
        arrays = (self.keys, self.lengths, self.starts, self.members)
        return sum(a.nbytes for a in (*arrays, self.heading_starts, self.headings))

    def _codes(self, first: int) -> NDArray[np.uint64]:
        pairs = np.repeat(np.arange(2**BITS, dtype=np.uint64), np.diff(self.starts))
        return (pairs << np.uint64(16)) | (self.members.astype(np.uint64) + np.uint64(first))


def _places(segments: Sequence[Segment]) -> list[int]:
    sizes = [len(segment.keys) for segment in segments]
    return [sum(sizes[:n]) for n in range(len(sizes))]


def _owners(outlines: Outlines, first: int) -> NDArray[np.uint64]:
    return outlines.owners.astype(np.uint64) + np.uint64(first)


def _starts(counts: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.int32]:
    starts = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=starts[1:])
    return starts
