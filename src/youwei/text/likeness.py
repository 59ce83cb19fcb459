"""Texts about one matter, found among a million by the pairs of characters that they share.

A pair counts by the square of its rarity, so that what everybody writes counts nothing. Two texts
are alike as far as they share such pairs (the sum, over the root of the product of their numbers of
pairs), and as far as what the heading of one says stands in the other. On real messages the second
tells a matter from the courtesies and the trade words that neighbours have in common: both put what
it is about into the heading. `likeness` is the geometric mean of the two.

The answer is that of comparing with every text in turn, with one exception: a question reads at
most `READ` entries of the index, from the rarest pair on, so that its time is bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from youwei.text.segments import GONE, SEGMENT, SHORTEST, Segment, Weights
from youwei.text.sketches import BITS, Outline, Outlines, Pairs

OPEN: Final = 2_048  # texts that are not turned round yet
READ: Final = 600_000
# A pair that stands in more texts than this tells nothing, and would cost the most.
COMMON_SHARE: Final = 0.02
COMMON_FLOOR: Final = 500
YOUNG: Final = 2_000  # texts; with fewer, what two of them share says nothing of how rare it is
PLAIN: Final = 0.1  # what two texts are worth whose headings have nothing to do with the other
LIGHTEST: Final = 2.0  # weight of two headings; lighter ones count as this
_FACTOR: Final = 8  # turning a segment round again costs more than it saves from this size on


@dataclass(frozen=True, slots=True)
class Alike:
    """`likeness` lies between 0 and about 1; how much is enough depends on what it is for."""

    key: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Question:
    """`weight[p]` of each pair that counts and stands in the text asked for, else 0; `pairs` are
    those that are read.
    """

    pairs: Pairs
    heading: Pairs
    weight: Weights
    size: int
    heading_weight: float


@dataclass(slots=True)
class LikenessIndex:
    """It is not guarded against threads: whoever shares it holds a lock."""

    _segments: list[Segment] = field(default_factory=list)
    _open: list[Outlines] = field(default_factory=list)
    _turned: Segment | None = None  # the open ones, as last asked for
    _holders: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(2**BITS, dtype=np.int64)
    )  # how many texts have the pair
    _texts: int = 0

    def __len__(self) -> int:
        return self._texts

    @property
    def bytes(self) -> int:
        waiting = sum(part.pairs.nbytes for part in self._open)
        return sum(s.bytes for s in self._segments) + waiting + self._holders.nbytes

    def add(self, outlines: Outlines) -> None:
        """Keys are the caller's, from 0 on; one that is added twice is found twice."""
        if not len(outlines):
            return
        self._open.append(outlines)
        self._turned = None
        self._texts += len(outlines)
        self._holders += np.bincount(outlines.pairs, minlength=2**BITS)
        if sum(map(len, self._open)) >= OPEN:
            waiting = Outlines.joined(self._open)
            self._open = []
            self._seal(waiting)

    def forget(self, keys: NDArray[np.int64]) -> None:
        """Nothing of these texts stays in memory."""
        self._turned = None
        for n, part in enumerate(self._open):
            if (there := np.isin(part.keys, keys)).any():
                self._open[n] = part.without(keys)
                lost = part.pairs[np.repeat(there, part.lengths)]
                self._lose(int(there.sum()), lost)
        for n, segment in enumerate(self._segments):
            if count := int(np.isin(segment.keys, keys).sum()):
                self._segments[n], lost = segment.without(keys)
                self._lose(count, lost)

    def like(self, outline: Outline, *, at_least: float, most: int) -> list[Alike]:
        """The `most` texts that are most like this one, the likest first, then by key."""
        if not len(self) or not len(outline.pairs):
            return []
        question = self._question(outline)
        keys, scores = [], []
        for segment in self._all():
            places, likeness = self._judged(segment, question, at_least)
            keys.append(segment.keys[places])
            scores.append(likeness)
        return _best(np.concatenate(keys), np.concatenate(scores), most)

    def _question(self, outline: Outline) -> _Question:
        weights = self._weights(outline.pairs)
        table = np.zeros(2**BITS)
        table[outline.pairs] = weights
        heading = outline.pairs[: outline.heading]
        counted = outline.pairs[weights > 0]
        rarest = counted[np.argsort(self._holders[counted], kind="stable")]
        read = rarest[np.cumsum(self._holders[rarest]) <= READ]
        return _Question(
            pairs=read,
            heading=read[np.isin(read, heading)],
            weight=table,
            size=max(len(outline.pairs), SHORTEST),
            heading_weight=float(table[heading].sum()),
        )

    def _judged(
        self, segment: Segment, question: _Question, at_least: float
    ) -> tuple[NDArray[np.int64], Weights]:
        """Places of the texts that are like enough, and how like."""
        # Even where the headings say the same, less cannot be enough.
        floor = max(at_least**2 / (1 + PLAIN), np.finfo(float).tiny)
        sums = segment.sums(question.pairs, question.weight[question.pairs])
        # First what would be enough for the shortest: few are left to be divided and looked at.
        places = np.flatnonzero(sums >= floor * np.sqrt(SHORTEST * question.size))
        shared = sums[places] / np.sqrt(segment.sizes(places) * question.size)
        near = (shared >= floor) & (segment.keys[places] != GONE)
        places, shared = places[near], shared[near]
        if not len(places):
            return places, shared
        ours = segment.sums(question.heading, question.weight[question.heading])[places]
        pairs, whose = segment.headings_of(places)
        theirs = np.bincount(whose, question.weight[pairs], minlength=len(places))
        whole = np.bincount(whose, self._weights(pairs), minlength=len(places))
        said = (ours + theirs) / np.maximum(question.heading_weight + whole, LIGHTEST)
        likeness = np.sqrt(shared * (said + PLAIN))
        enough = likeness >= at_least
        return places[enough], likeness[enough]

    def _all(self) -> Iterator[Segment]:
        yield from self._segments
        if self._open and self._turned is None:
            self._turned = Segment.of(Outlines.joined(self._open))
        if self._turned is not None:
            yield self._turned

    def _weights(self, pairs: Pairs) -> Weights:
        """From 0 for a pair that is common to 1 for one that nearly no text has."""
        holders = self._holders[pairs]
        rarity = 1 - np.log(np.maximum(holders, 1)) / np.log(max(len(self), YOUNG))
        limit = max(COMMON_SHARE * len(self), COMMON_FLOOR)
        weights: Weights = np.where(holders <= limit, rarity**2, 0.0)
        return weights

    def _seal(self, waiting: Outlines) -> None:
        """Turns open texts round, together with small segments that they fill up."""
        for begin in range(0, len(waiting), SEGMENT):
            part = waiting.between(begin, begin + SEGMENT)
            before: list[Segment] = []
            size = len(part)
            while self._segments and len(self._segments[-1].keys) <= _FACTOR * size:
                if len(self._segments[-1].keys) + size > SEGMENT:
                    break
                before.insert(0, self._segments.pop())
                size += len(before[0].keys)
            self._segments.append(Segment.of(part, before))

    def _lose(self, texts: int, pairs: Pairs) -> None:
        self._texts -= texts
        self._holders -= np.bincount(pairs, minlength=2**BITS)


def _best(keys: NDArray[np.int64], scores: Weights, most: int) -> list[Alike]:
    if len(keys) > most:
        bar = np.partition(scores, len(scores) - most)[len(scores) - most]
        keep = scores >= bar
        keys, scores = keys[keep], scores[keep]
    order = np.lexsort((keys, -scores))[:most]
    return [Alike(int(keys[n]), float(scores[n])) for n in order]
