"""What a text is compared by: its first pairs of neighbouring characters, each as a number."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BITS: Final = 18
PAIRS: Final = 160  # of a text, from its beginning: names come early, and long texts ramble
HEADING: Final = 40  # of these at most stand in the heading

Pairs = NDArray[np.uint32]
_APART = re.compile(r"[\W_]+")
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_TYPE: Final = "<u4"


@dataclass(frozen=True, slots=True)
class Outline:
    """`pairs` in the order of reading, each once; the first `heading` of them are the heading's."""

    pairs: Pairs
    heading: int

    def packed(self) -> bytes:
        """Four bytes each: how many stand in the heading, then the pairs."""
        return np.concatenate(([self.heading], self.pairs)).astype(_TYPE).tobytes()


def outline_of(heading: str, text: str) -> Outline:
    pairs = pairs_of(heading, text)
    return Outline(pairs, min(len(pairs_of(heading)), HEADING))


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
class Outlines:
    """Many at once: the text n has the key `keys[n]`, the next `lengths[n]` of all `pairs`, and of
    them the first `headings[n]` stand in its heading.
    """

    keys: NDArray[np.int64]
    lengths: NDArray[np.int64]
    headings: NDArray[np.int64]
    pairs: Pairs

    @classmethod
    def of(cls, outlines: Iterable[tuple[int, Outline]]) -> "Outlines":
        rows = list(outlines)
        return cls.unpacked([key for key, _ in rows], [outline.packed() for _, outline in rows])

    @classmethod
    def unpacked(cls, keys: Sequence[int], stored: Sequence[bytes]) -> "Outlines":
        """Of what `Outline.packed` gave, read as one run of bytes."""
        numbers = np.frombuffer(b"".join(stored), dtype=_TYPE).astype(np.uint32, copy=False)
        sizes = np.fromiter((len(one) for one in stored), dtype=np.int64, count=len(stored)) // 4
        begins = np.cumsum(sizes) - sizes
        paired = np.ones(len(numbers), dtype=bool)
        paired[begins] = False
        headings = numbers[begins].astype(np.int64)
        return cls(np.array(keys, dtype=np.int64), sizes - 1, headings, numbers[paired])

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def owners(self) -> NDArray[np.int64]:
        """The place of the text that each pair belongs to."""
        return np.repeat(np.arange(len(self.keys)), self.lengths)

    @property
    def in_heading(self) -> NDArray[np.bool_]:
        """Whether each pair stands in its text's heading."""
        begins = np.cumsum(self.lengths) - self.lengths
        place = np.arange(len(self.pairs)) - np.repeat(begins, self.lengths)
        return place < np.repeat(self.headings, self.lengths)

    def between(self, first: int, end: int) -> "Outlines":
        """The texts from the place `first` on, before the place `end`."""
        begins = np.concatenate(([0], np.cumsum(self.lengths)))
        pairs = self.pairs[begins[first] : begins[min(end, len(self))]]
        chosen = slice(first, end)
        return Outlines(self.keys[chosen], self.lengths[chosen], self.headings[chosen], pairs)

    def without(self, gone: NDArray[np.int64]) -> "Outlines":
        """All but those with these keys."""
        kept = ~np.isin(self.keys, gone)
        pairs = self.pairs[np.repeat(kept, self.lengths)]
        return Outlines(self.keys[kept], self.lengths[kept], self.headings[kept], pairs)

    @staticmethod
    def joined(parts: "Sequence[Outlines]") -> "Outlines":
        return Outlines(
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.lengths for part in parts]),
            np.concatenate([part.headings for part in parts]),
            np.concatenate([part.pairs for part in parts]),
        )
