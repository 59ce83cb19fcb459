"""A linear classifier over the words of a text, small enough to keep in a row of a table."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import scipy  # a part loads when it is first asked for: together they take most of a second

from youwei.text.words import PIECE

Floats = npt.NDArray[np.float32]
Terms = Sequence[str]


@dataclass(frozen=True, slots=True)
class Guess:
    """`confidence` from 0 to 1; `because` are words of the text, the weightiest first."""

    label: str
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Weighing:
    """How terms become numbers: sublinear counts times rarity, words and pairs each of length 1."""

    terms: tuple[str, ...]
    rarity: Floats

    @cached_property
    def place(self) -> dict[str, int]:
        return {term: at for at, term in enumerate(self.terms)}

    def matrix(self, texts: Sequence[Terms]) -> "scipy.sparse.csr_matrix":
        starts, columns, values = [0], [], []
        for text in texts:
            for column, value in self._row(text):
                columns.append(column)
                values.append(value)
            starts.append(len(columns))
        shape = (len(texts), len(self.terms))
        return scipy.sparse.csr_matrix(
            (np.array(values, dtype=np.float32), columns, starts), shape=shape
        )

    def _row(self, text: Terms) -> list[tuple[int, float]]:
        counts = Counter(at for at in map(self.place.get, text) if at is not None)
        rows: list[tuple[int, float]] = []
        for pieces in (False, True):
            part = {
                at: (1 + float(np.log(n))) * float(self.rarity[at])
                for at, n in counts.items()
                if self.terms[at].startswith(PIECE) is pieces
            }
            length = sum(value * value for value in part.values()) ** 0.5
            rows += [(at, value / length) for at, value in part.items()]
        return sorted(rows)


@dataclass(frozen=True)
class Classifier:
    """`sharpness` turns margins into shares, as found on texts that it had not learned from."""

    weighing: Weighing
    labels: tuple[str, ...]
    weights: Floats  # labels × terms
    bias: Floats
    sharpness: float

    def shares(self, texts: Sequence[Terms]) -> npt.NDArray[np.float64]:
        return softmax(self.margins(self.weighing.matrix(texts)) * self.sharpness)

    def margins(self, matrix: "scipy.sparse.csr_matrix") -> npt.NDArray[np.float64]:
        return np.asarray(matrix @ self.weights.T + self.bias, dtype=np.float64)

    def guess(self, text: Terms, *, reasons: int) -> Guess:
        matrix = self.weighing.matrix([text])
        shares = softmax(self.margins(matrix) * self.sharpness)[0]
        best = int(shares.argmax())
        pull = self.weights[best] - self.weights.mean(axis=0)
        pulls = {
            int(at): float(v * pull[at]) for at, v in zip(matrix.indices, matrix.data, strict=True)
        }
        because: list[str] = []
        for at in sorted(pulls, key=lambda at: (-pulls[at], at)):
            word = self.weighing.terms[at]
            if pulls[at] <= 0 or len(because) == reasons:
                break
            if not word.startswith(PIECE) and not any(
                word in one or one in word for one in because
            ):
                because.append(word)
        return Guess(self.labels[best], float(shares[best]), tuple(because))

    def to_bytes(self) -> bytes:
        """Arrays only: reading them runs no code."""
        file = io.BytesIO()
        np.savez_compressed(
            file,
            terms=np.array(self.weighing.terms, dtype=np.str_),
            rarity=self.weighing.rarity,
            labels=np.array(self.labels, dtype=np.str_),
            weights=self.weights,
            bias=self.bias,
            sharpness=np.float64(self.sharpness),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            terms = tuple(str(term) for term in kept["terms"])
            return cls(
                weighing=Weighing(terms, kept["rarity"]),
                labels=tuple(str(label) for label in kept["labels"]),
                weights=kept["weights"],
                bias=kept["bias"],
                sharpness=float(kept["sharpness"]),
            )


def softmax(margins: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    lifted = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(lifted / lifted.sum(axis=1, keepdims=True))
