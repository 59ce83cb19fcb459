"""Texts about one matter, found among a million by the pairs of characters that they share.

A text becomes its first pairs of neighbouring characters, each a number. Two texts are alike as far
as they share pairs that few others have: the sum of the squared rarities of the shared pairs, over
the root of the product of their numbers of pairs. On real messages this finds what plain overlap
misses: they are long, and what one matter has in common is a few names.

The pairs are kept turned round, from pair to texts, in segments, so that a question touches only
texts that share something with it, and the answer is that of comparing with every text in turn.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

BITS: Final = 18
PAIRS: Final = 160  # of a text, from its beginning: names come early, and long texts ramble
SHORTEST: Final = 8  # pairs; a shorter text counts as one of these
SEGMENT: Final = 65_536  # texts of one segment: its members are numbered in two bytes
OPEN: Final = 4_096  # texts that are not turned round yet
# A pair that stands in more texts than this tells nothing, and would cost the most.
COMMON_SHARE: Final = 0.02
COMMON_FLOOR: Final = 500
YOUNG: Final = 2_000  # texts; with fewer, what two of them share says nothing of how rare it is

Pairs = NDArray[np.uint32]
_APART = re.compile(r"[\W_]+")
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def pairs_of(*texts: str) -> Pairs:
    """The first pairs of these texts, each once, in the order of reading."""
    runs = _APART.split(unicodedata.normalize("NFKC", "\n".join(texts)).lower())
    joined = "\0".join(run for run in runs if len(run) > 1)
    signs = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    if len(signs) < 2:
        return np.empty(0, dtype=np.uint32)
    left, right = signs[:-1], signs[1:]
    both = ((left << np.uint64(32)) | right)[(left != 0) & (right != 0)]
    numbers = ((both * _MIX) >> np.uint64(64 - BITS)).astype(np.uint32)
    first = np.sort(np.unique(numbers, return_index=True)[1])
    pairs: Pairs = numbers[first[:PAIRS]]
    return pairs


@dataclass(frozen=True, slots=True)
class Alike:
    """`likeness` lies between 0 and 1; how much is enough depends on what it is for."""

    key: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Segment:
    """`members[starts[p] : starts[p + 1]]` are the texts that have the pair p."""

    keys: NDArray[np.int64]
    sizes: NDArray[np.float32]
    starts: NDArray[np.int32]
    members: NDArray[np.uint16]

    @classmethod
    def of(cls, keys: Sequence[int], texts: Sequence[Pairs]) -> "_Segment":
        lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        pairs = np.concatenate(texts)
        order = np.argsort(pairs, kind="stable")
        owners = np.repeat(np.arange(len(texts), dtype=np.uint16), lengths)[order]
        starts = np.zeros(2**BITS + 1, dtype=np.int32)
        np.cumsum(np.bincount(pairs, minlength=2**BITS), out=starts[1:])
        sizes = np.sqrt(np.maximum(lengths, SHORTEST)).astype(np.float32)
        return cls(np.array(keys, dtype=np.int64), sizes, starts, owners)

    def sums(self, pairs: Pairs, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        begins, ends = self.starts[pairs], self.starts[pairs + 1]
        parts = [self.members[b:e] for b, e in zip(begins, ends, strict=True) if e > b]
        if not parts:
            return np.zeros(len(self.keys))
        spread = np.repeat(weights, ends - begins)
        sums = np.bincount(np.concatenate(parts), spread, minlength=len(self.keys))
        return sums.astype(np.float64, copy=False)

    def texts(self) -> Iterator[Pairs]:
        """Turned back; the order inside a text is gone, and nothing asks for it."""
        pairs = np.repeat(np.arange(2**BITS, dtype=np.uint32), np.diff(self.starts))
        order = np.argsort(self.members, kind="stable")
        counts = np.bincount(self.members, minlength=len(self.keys))
        yield from np.split(pairs[order], np.cumsum(counts)[:-1])

    @property
    def bytes(self) -> int:
        return sum(a.nbytes for a in (self.keys, self.sizes, self.starts, self.members))


@dataclass(slots=True)
class LikenessIndex:
    """Grows only. It is not guarded against threads: whoever shares it holds a lock."""

    _segments: list[_Segment] = field(default_factory=list)
    _keys: list[int] = field(default_factory=list)
    _texts: list[Pairs] = field(default_factory=list)
    _holders: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(2**BITS, dtype=np.int64)
    )  # how many texts have the pair
    _sealed: int = 0

    def __len__(self) -> int:
        return self._sealed + len(self._keys)

    @property
    def bytes(self) -> int:
        waiting = sum(text.nbytes for text in self._texts)
        return sum(s.bytes for s in self._segments) + waiting + self._holders.nbytes

    def add(self, texts: Iterable[tuple[int, Pairs]]) -> None:
        """Keys are the caller's; one that is added twice is found twice."""
        for key, pairs in texts:
            self._keys.append(key)
            self._texts.append(pairs)
            self._holders[pairs] += 1
            if len(self._keys) == SEGMENT:
                self._seal()
        if len(self._keys) >= OPEN:
            self._seal()

    def like(self, pairs: Pairs, *, at_least: float, most: int) -> list[Alike]:
        """The `most` texts that are most like this one, the likest first, then by key."""
        if not len(self) or not len(pairs):
            return []
        telling = pairs[self._holders[pairs] <= self._limit()]
        weights = self._rarity(telling) ** 2
        size = max(len(pairs), SHORTEST) ** 0.5
        keys, scores = [], []
        for found, sums in self._sums(telling, weights):
            likeness = sums / size
            enough = np.flatnonzero(likeness >= at_least)
            keys.append(found[enough])
            scores.append(likeness[enough])
        return _best(np.concatenate(keys), np.concatenate(scores), most)

    def _sums(
        self, pairs: Pairs, weights: NDArray[np.float64]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        for segment in self._segments:
            yield segment.keys, segment.sums(pairs, weights) / segment.sizes
        if self._keys:
            table = np.zeros(2**BITS)
            table[pairs] = weights
            lengths = [len(text) for text in self._texts]
            owners = np.repeat(np.arange(len(lengths)), lengths)
            sums = np.bincount(owners, table[np.concatenate(self._texts)], minlength=len(lengths))
            yield np.array(self._keys), sums / np.sqrt(np.maximum(lengths, SHORTEST))

    def _limit(self) -> float:
        return max(COMMON_SHARE * len(self), COMMON_FLOOR)

    def _rarity(self, pairs: Pairs) -> NDArray[np.float64]:
        """From 0 for a pair that every text has to 1 for one that nearly none has."""
        texts = max(len(self), YOUNG)
        share = np.log(np.maximum(self._holders[pairs], 1)) / np.log(texts)
        rarity: NDArray[np.float64] = 1 - share
        return rarity

    def _seal(self) -> None:
        """Turns the open texts round, together with small segments that they fill up."""
        keys, texts = self._keys, self._texts
        while self._segments and len(self._segments[-1].keys) + len(keys) <= SEGMENT:
            if len(self._segments[-1].keys) > 8 * len(keys):
                break  # turning that one round again would cost more than it saves
            last = self._segments.pop()
            self._sealed -= len(last.keys)
            keys, texts = [*last.keys.tolist(), *keys], [*last.texts(), *texts]
        self._segments.append(_Segment.of(keys, texts))
        self._sealed += len(keys)
        self._keys, self._texts = [], []


def _best(keys: NDArray[np.int64], scores: NDArray[np.float64], most: int) -> list[Alike]:
    if len(keys) > most:
        bar = np.partition(scores, len(scores) - most)[len(scores) - most]
        keep = scores >= bar
        keys, scores = keys[keep], scores[keep]
    order = np.lexsort((keys, -scores))[:most]
    return [Alike(int(keys[n]), float(scores[n])) for n in order]
