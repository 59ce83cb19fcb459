"""How a classifier is learned from texts that people decided, and how well it does on others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy  # a part loads when it is first asked for: together they take most of a second

from youwei.text.classifying import Classifier, Floats, Terms, Weighing, softmax

FOLDS = 5
SURE_AT_MOST = 60  # undecided texts of one label that are learned from in the second round
SURE_SHARE = 0.2
SURE_WEIGHT = 0.3
_SHARPNESS = tuple(2 ** (step / 2) for step in range(-2, 11))


@dataclass(frozen=True, slots=True)
class Sample:
    text: Terms
    label: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """`samples` were decided by people; `seeds` say in a rulebook's words what a label is;
    `background` are texts without a decision. `texts_of_word`: a word that stands in fewer texts is
    left out, unless a seed says it.
    """

    samples: Sequence[Sample]
    seeds: Sequence[Sample] = ()
    background: Sequence[Terms] = ()
    texts_of_word: int = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of texts that a classifier had not learned from: what people decided, and its shares."""

    labels: tuple[str, ...]
    decided: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float64]
    sharpness: float


def weighing_of(lesson: Lesson) -> Weighing:
    texts = [sample.text for sample in lesson.samples] + list(lesson.background)
    standing = Counter(term for text in texts for term in set(text))
    known = {term for term, n in standing.items() if n >= lesson.texts_of_word}
    known |= {term for seed in lesson.seeds for term in seed.text}
    terms = tuple(sorted(known))
    counts = np.array([standing[term] for term in terms], dtype=np.float64)
    rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
    return Weighing(terms, rarity.astype(np.float32))


def fit(lesson: Lesson, sharpness: float = 1.0) -> Classifier:
    """Needs samples of two labels or more. Seeds of labels without a sample are left out."""
    weighing = weighing_of(lesson)
    labels = tuple(sorted({sample.label for sample in lesson.samples}))
    place = {label: at for at, label in enumerate(labels)}
    known = [*lesson.samples, *(seed for seed in lesson.seeds if seed.label in place)]
    matrix = weighing.matrix([sample.text for sample in known])
    target = np.array([place[sample.label] for sample in known])
    model = _solve(matrix, target, np.ones(len(known)))
    found = Classifier(weighing, labels, *model, sharpness)
    if not lesson.background:
        return found
    others = weighing.matrix(lesson.background)
    margins = found.margins(others)
    sure, guessed = _sure(margins)
    again = _solve(
        scipy.sparse.vstack([matrix, others[sure]]).tocsr(),
        np.concatenate([target, guessed[sure]]),
        np.concatenate([np.ones(len(known)), np.full(len(sure), SURE_WEIGHT)]),
    )
    return Classifier(weighing, labels, *again, sharpness)


def trial(lesson: Lesson, seed: int) -> Outcome:
    """Every sample judged once by a classifier that never saw it, in any of its parts."""
    from sklearn.model_selection import StratifiedKFold

    labels = tuple(sorted({sample.label for sample in lesson.samples}))
    place = {label: at for at, label in enumerate(labels)}
    decided = np.array([place[sample.label] for sample in lesson.samples], dtype=np.int64)
    margins = np.zeros((len(decided), len(labels)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for known, unseen in folds.split(decided, decided):
        part = Lesson(
            samples=[lesson.samples[at] for at in known],
            seeds=lesson.seeds,
            background=lesson.background,
            texts_of_word=lesson.texts_of_word,
        )
        model = fit(part)
        texts = [lesson.samples[at].text for at in unseen]
        margins[unseen] = model.margins(model.weighing.matrix(texts))
    sharpness = sharpness_of(margins, decided)
    return Outcome(labels, decided, softmax(margins * sharpness), sharpness)


def sharpness_of(margins: npt.NDArray[np.float64], decided: npt.NDArray[np.int64]) -> float:
    """The one number by which shares fit best what was decided."""

    def surprise(sharpness: float) -> float:
        shares = softmax(margins * sharpness)
        return -float(np.log(shares[np.arange(len(decided)), decided] + 1e-12).mean())

    return float(min(_SHARPNESS, key=surprise))


def learn(lesson: Lesson, seed: int) -> tuple[Classifier, Outcome]:
    """The classifier from all samples, and what the trial found; each label has FOLDS samples."""
    outcome = trial(lesson, seed)
    return fit(lesson, outcome.sharpness), outcome


def _solve(
    matrix: "scipy.sparse.csr_matrix", target: npt.NDArray[Any], weight: npt.NDArray[Any]
) -> tuple[Floats, Floats]:
    from sklearn.svm import LinearSVC  # here: loading it takes a second, and pages need it never

    model = LinearSVC(C=1.0, class_weight="balanced", max_iter=20_000, random_state=0)
    model.fit(matrix, target, sample_weight=weight)
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:  # of two labels only the second has its own row
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return weights.astype(np.float32), bias.astype(np.float32)


def _sure(
    margins: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The texts that are told apart best, of each label few."""
    guessed = margins.argmax(axis=1)
    ordered = np.sort(margins, axis=1)
    lead = ordered[:, -1] - ordered[:, -2]
    chosen: list[int] = []
    for label in range(margins.shape[1]):
        of_label = np.flatnonzero(guessed == label)
        most = min(SURE_AT_MOST, int(np.ceil(len(of_label) * SURE_SHARE)))
        chosen += of_label[np.argsort(-lead[of_label], kind="stable")][:most].tolist()
    return np.array(chosen, dtype=np.int64), guessed
