"""How well a first suggestion of the category does on real messages that people had sorted.

    python bench/suggestions.py [--quick] [--data FOLDER]

Five-fold cross-validation, repeated with five seeds. Words, rarities and weights are found inside
each fold; texts of other files, which carry no category, and the rulebook's own words for each
category are the background. Beside it: the most frequent category, and the nearest neighbour.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np
from python_calamine import CalamineWorkbook

from youwei.foundation.rulebook.rules.loading import load
from youwei.text.figures import Figures, figures_of
from youwei.text.learning import FOLDS, Lesson, Outcome, Sample, trial, weighing_of
from youwei.text.words import terms

ROOT = Path(__file__).resolve().parents[1]
SUMMARY, TEXT, LABEL = 2, 4, 5
UNLABELLED = ("messages-replies.xlsx", "messages-votes.xlsx")


def rows(file: Path) -> list[list[str]]:
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in sheet[1:] if row[TEXT]]


def told(row: Sequence[str]) -> tuple[str, ...]:
    """The summary says most in the fewest words, so it counts twice, as it does in the product."""
    return terms(f"{row[SUMMARY]}\n{row[SUMMARY]}\n{row[TEXT]}")


def seeds(labels: set[str]) -> list[Sample]:
    book = load(ROOT / "rulebooks" / "hebei-2016")
    names = {category.code: category.name.zh for category in book.categories}
    return [
        Sample(terms(f"{category.name.zh} {word}"), names[category.code.split(".")[0]])
        for category in book.categories
        for word in category.words
        if names[category.code.split(".")[0]] in labels
    ]


def majority(lesson: Lesson, seed: int) -> Outcome:
    def judge(known: Lesson, texts: Sequence[tuple[str, ...]], labels: Sequence[str]) -> np.ndarray:
        first = Counter(sample.label for sample in known.samples).most_common(1)[0][0]
        return np.tile(np.array([label == first for label in labels], dtype=float), (len(texts), 1))

    return judged(lesson, seed, judge)


def nearest(lesson: Lesson, seed: int) -> Outcome:
    def judge(known: Lesson, texts: Sequence[tuple[str, ...]], labels: Sequence[str]) -> np.ndarray:
        weighing = weighing_of(known)
        likeness = weighing.matrix(texts) @ weighing.matrix([s.text for s in known.samples]).T
        near = np.asarray(likeness.argmax(axis=1)).ravel()
        return np.array([[known.samples[at].label == one for one in labels] for at in near], float)

    return judged(lesson, seed, judge)


def judged(lesson: Lesson, seed: int, judge: Callable[..., np.ndarray]) -> Outcome:
    from sklearn.model_selection import StratifiedKFold

    labels = tuple(sorted({sample.label for sample in lesson.samples}))
    decided = np.array([labels.index(sample.label) for sample in lesson.samples])
    shares = np.zeros((len(decided), len(labels)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for known, unseen in folds.split(decided, decided):
        part = replace(lesson, samples=[lesson.samples[at] for at in known])
        shares[unseen] = judge(part, [lesson.samples[at].text for at in unseen], labels)
    return Outcome(labels, decided, shares, 1.0)


def measured(name: str, found: Sequence[Figures], seconds: float) -> dict[str, object]:
    spoken = [one.right_when_spoken for one in found if one.right_when_spoken is not None]
    return {
        "method": name,
        "macro_f1": round(fmean(one.macro_f1 for one in found), 3),
        "macro_f1_spread": round(pstdev(one.macro_f1 for one in found), 3),
        "accuracy": round(fmean(one.accuracy for one in found), 3),
        "accuracy_spread": round(pstdev(one.accuracy for one in found), 3),
        "silent": round(1 - fmean(one.spoken for one in found), 3),
        "right_when_spoken": round(fmean(spoken), 3) if spoken else None,
        "seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one seed, a part of the background")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    given = parser.parse_args()
    labelled = rows(given.data / "messages-labelled.xlsx")
    samples = [Sample(told(row), row[LABEL]) for row in labelled]
    background = [told(row) for name in UNLABELLED for row in rows(given.data / name)]
    if given.quick:
        background = background[::4]
    plain = Lesson(samples)
    seeded = replace(plain, seeds=seeds({sample.label for sample in samples}))
    full = replace(seeded, background=background)
    book = load(ROOT / "rulebooks" / "hebei-2016")
    assert book.sorting is not None
    threshold = book.sorting.threshold / 100
    methods: tuple[tuple[str, Callable[[Lesson, int], Outcome], Lesson], ...] = (
        ("most frequent", majority, plain),
        ("nearest neighbour", nearest, plain),
        ("decided cases alone", trial, plain),
        ("with the rulebook's words", trial, seeded),
        ("and undecided texts", trial, full),
    )
    results, last = [], None
    for name, method, lesson in methods:
        began = time.perf_counter()
        found = [figures_of(method(lesson, s), threshold) for s in range(1 if given.quick else 5)]
        results.append(measured(name, found, time.perf_counter() - began))
        last = found[0]
    print(
        f"{len(samples)} messages, {len(background)} without category, threshold {threshold:.2f}\n"
    )
    print(f"{'method':28}{'macro-F1':>16}{'accuracy':>16}{'silent':>8}{'right if not':>14}{'s':>7}")
    for one in results:
        f1 = f"{one['macro_f1']:.3f} ±{one['macro_f1_spread']:.3f}"
        accuracy = f"{one['accuracy']:.3f} ±{one['accuracy_spread']:.3f}"
        right = one["right_when_spoken"]
        print(
            f"{one['method']:28}{f1:>16}{accuracy:>16}{one['silent']:>8.3f}"
            f"{right if right is not None else '-':>14}{one['seconds']:>7}"
        )
    assert last is not None
    print()
    print(
        json.dumps(
            {"results": results, "labels": [asdict(one) for one in last.labels]}, ensure_ascii=False
        )
    )


if __name__ == "__main__":
    main()
