"""How well and how fast look-alikes are found: `bench/look_alikes.py MESSAGES.xlsx [--quick]`.

MESSAGES.xlsx is the public message board messages-votes.xlsx (columns: number, user, title, time,
text), which is not part of this repository. Two questions:

1. Precision and recall of what a page shows, on groups labelled by reading (look_alikes_labels),
   for the half by which the thresholds were chosen and for the half that was held out.
2. Planted copies, time of a question and memory at 10^4, 10^5 and 10^6 messages, beside
   datasketch's MinHashLSH in the same run. The store is filled with real messages cut to pieces and
   mixed anew, so that the pairs are as frequent as in real ones.
"""

import argparse
import random
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from python_calamine import CalamineWorkbook

from look_alikes_labels import GROUPS, HELD_OUT, TRAPS, TUNED, UNSURE
from youwei.listening.matters.rules.likeness import AT_LEAST, TO_PROPOSE
from youwei.text.likeness import LikenessIndex
from youwei.text.sketches import Outline, Outlines, outline_of, pairs_of

SHOWN = 8
QUESTIONS = 200
BLOCK = 20_000  # rows that the store reads at once
SEED = 2016
CLAUSES = re.compile(r"[。！？；，,!?;]")
Messages = dict[int, str]


def outlined(message: str) -> Outline:
    heading, _, text = message.partition("\n")
    return outline_of(heading, text)


def read(path: Path) -> Messages:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    return {
        int(str(row[0]).split(".")[0]): f"{row[2]}\n{str(row[4]).strip()}"
        for row in rows
        if row[0] != ""
    }


def judge(index: LikenessIndex, messages: Messages, groups: Sequence[Sequence[int]]) -> str:
    """Of every labelled message: how many of the shown are right, how many of the right shown."""
    right = shown = 0
    precision, recall = [], []
    for group in groups:
        for number in group:
            others = set(group) - {number}
            found = index.like(outlined(messages[number]), at_least=AT_LEAST, most=SHOWN + 5)
            keys = [one.key for one in found if one.key != number and one.key not in UNSURE]
            hits = sum(key in others for key in keys[:SHOWN])
            right, shown = right + hits, shown + len(keys[:SHOWN])
            if keys:
                precision.append(hits / len(keys[:SHOWN]))
            recall.append(hits / min(SHOWN, len(others)))
    return (
        f"precision {right / shown:.3f} (mean of messages {np.mean(precision):.3f}), "
        f"recall {np.mean(recall):.3f} of up to {SHOWN}, {shown / len(recall):.1f} shown"
    )


def trapped(index: LikenessIndex, messages: Messages) -> str:
    """Of pairs that look alike and are two matters, how many stand beside each other."""
    pairs = [(a, b) for row in TRAPS for a in row for b in row if a != b]
    caught = {AT_LEAST: 0, TO_PROPOSE: 0}
    for first, second in pairs:
        found = index.like(outlined(messages[first]), at_least=AT_LEAST, most=len(messages))
        for bar in caught:
            caught[bar] += any(one.key == second and one.likeness >= bar for one in found)
    return ", ".join(f"{n} of {len(pairs)} at {bar}" for bar, n in caught.items())


def mixed(messages: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Endless: the heading of one message over clauses of it and of two others, in any order, so
    that no two texts begin with the same hundred signs.
    """
    headings, texts = zip(*(message.split("\n", 1) for message in messages), strict=True)
    cut = [[part for part in CLAUSES.split(text) if part] for text in texts]
    while True:
        chosen = chance.choices(range(len(cut)), k=3)
        parts = [part for one in chosen for part in cut[one] if chance.random() < 0.5]
        chance.shuffle(parts)
        yield f"{headings[chosen[0]]}\n{'，'.join(parts)}"


def copied(text: str, chance: random.Random) -> str:
    """As people copy: three in twenty signs changed, a greeting before it."""
    heading, _, body = text.partition("\n")
    greeting = "尊敬的领导您好，我要反映一件事。"
    return f"{_changed(heading, chance)}\n{greeting}{_changed(body, chance)}"


def _changed(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(text) if chance.random() < 0.15 else sign for sign in text)


def timed(run: Callable[[str], set[int]], asked: Sequence[tuple[int, str]]) -> str:
    times, found = [], 0
    for key, text in asked:
        begin = time.perf_counter()
        keys = run(text)
        times.append((time.perf_counter() - begin) * 1_000)
        found += key in keys
    times.sort()
    return (
        f"planted copies found {found / len(asked):.3f}, "
        f"median {median(times):.2f} ms, p95 {times[int(len(times) * 0.95)]:.2f} ms"
    )


def ours(texts: Sequence[str], asked: Sequence[tuple[int, str]]) -> None:
    """`cut`: done once, when a case comes in. `built`: what a start of the server takes."""
    begin = time.perf_counter()
    stored = [outlined(text).packed() for text in texts]
    cut = time.perf_counter()
    before = _resident()
    index = LikenessIndex()
    for first in range(0, len(stored), BLOCK):
        block = stored[first : first + BLOCK]
        index.add(Outlines.unpacked(range(first, first + len(block)), block))
    built = time.perf_counter()
    grown = _resident() - before
    del stored

    def like(text: str) -> set[int]:
        found = index.like(outlined(text), at_least=AT_LEAST, most=SHOWN)
        return {one.key for one in found}

    print(f"  youwei      {timed(like, asked)}, {index.bytes / 1e6:.0f} MB "
          f"(process grew by {grown:.0f}), cut {cut - begin:.1f} s, built {built - cut:.1f} s",
          flush=True)  # fmt: skip


def theirs(texts: Sequence[str], asked: Sequence[tuple[int, str]]) -> None:
    from datasketch import MinHash, MinHashLSH

    def sketch(text: str) -> MinHash:
        made = MinHash(num_perm=128)
        made.update_batch([pair.tobytes() for pair in pairs_of(text)])
        return made

    before = _resident()
    begin = time.perf_counter()
    lsh = MinHashLSH(threshold=0.3, num_perm=128)
    with lsh.insertion_session() as session:
        for key, text in enumerate(texts):
            session.insert(key, sketch(text))
    built = time.perf_counter() - begin
    grown = _resident() - before

    def like(text: str) -> set[int]:
        return set(lsh.query(sketch(text)))

    print(f"  datasketch  {timed(like, asked)}, {grown:.0f} MB, built {built:.1f} s")


def _resident() -> float:
    """MB of this process at present."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("messages", type=Path)
    asked.add_argument("--quick", action="store_true", help="10^4 messages only")
    asked.add_argument("--full", action="store_true", help="datasketch at 10^6, too (minutes, GB)")
    asked.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    asked.add_argument("--alone", action="store_true", help="without datasketch")
    given = asked.parse_args()
    messages = read(given.messages)
    index = LikenessIndex()
    index.add(Outlines.of((number, outlined(text)) for number, text in messages.items()))
    print(f"{len(messages)} messages, {len(GROUPS)} labelled groups, shown from {AT_LEAST} on")
    print(f"  chosen by   {judge(index, messages, TUNED)}")
    print(f"  held out    {judge(index, messages, HELD_OUT)}")
    print(f"  traps shown {trapped(index, messages)}")
    chance = random.Random(SEED)
    for size in [10_000] if given.quick else given.sizes:
        source = mixed(list(messages.values()), chance)
        texts = [next(source) for _ in range(size)]
        keys = chance.sample(range(size), QUESTIONS)
        questions = [(key, copied(texts[key], chance)) for key in keys]
        print(f"{size:,} messages")
        ours(texts, questions)
        if not given.alone and (size <= 100_000 or given.full):
            theirs(texts, questions)


if __name__ == "__main__":
    main()
