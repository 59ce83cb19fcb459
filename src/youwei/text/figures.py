"""How well a classifier did, in figures that a page can show."""

from dataclasses import dataclass

import numpy as np

from youwei.text.learning import Outcome


@dataclass(frozen=True, slots=True)
class OfLabel:
    """`recall`: of the texts decided so, the share that it named; `precision`: of those that it
    named so, the share decided so, None where it named none.
    """

    label: str
    texts: int
    recall: float
    precision: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """`spoken` is the share of texts at which it speaks at the threshold, `right_when_spoken` how
    many of these are right; None where it never speaks.
    """

    texts: int
    accuracy: float
    macro_f1: float
    spoken: float
    right_when_spoken: float | None
    labels: tuple[OfLabel, ...]


def figures_of(outcome: Outcome, threshold: float) -> Figures:
    named, decided = outcome.shares.argmax(axis=1), outcome.decided
    right, speaks = named == decided, outcome.shares.max(axis=1) >= threshold
    labels, f1 = [], []
    for at, label in enumerate(outcome.labels):
        of_label, so_named = decided == at, named == at
        hits = int((of_label & so_named).sum())
        texts, times = int(of_label.sum()), int(so_named.sum())
        f1.append(2 * hits / (texts + times))
        labels.append(OfLabel(label, texts, hits / texts, hits / times if times else None))
    return Figures(
        texts=len(decided),
        accuracy=float(right.mean()),
        macro_f1=float(np.mean(f1)),
        spoken=float(speaks.mean()),
        right_when_spoken=float(right[speaks].mean()) if speaks.any() else None,
        labels=tuple(labels),
    )
