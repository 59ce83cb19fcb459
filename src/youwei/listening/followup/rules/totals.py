"""What an organ may know of call-backs: totals that do not give away whom it answered (C-37).

Months are put together, in order, until enough people were reached; what was put together stays
together. So two releases never differ by the word of one person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Batch:
    """The calls of one draw to writers whose matter one organ handled; all of them have ended.
    Each count is out of `reached`.
    """

    month: date
    drawn: int
    reached: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Released:
    """`shown` holds a count only where it and its rest are each large enough, or None."""

    first: date
    last: date
    drawn: int
    reached: int
    shown: Mapping[str, int | None]


def released(batches: Iterable[Batch], threshold: int) -> tuple[Released, ...]:
    blocks: list[Released] = []
    waiting: list[Batch] = []
    for batch in sorted(batches, key=lambda one: one.month):
        waiting.append(batch)
        if sum(one.reached for one in waiting) >= threshold:
            blocks.append(_together(waiting, threshold))
            waiting = []
    return tuple(blocks)


def _together(batches: list[Batch], threshold: int) -> Released:
    reached = sum(one.reached for one in batches)
    names = dict.fromkeys(name for one in batches for name in one.counts)
    sums = {name: sum(one.counts.get(name, 0) for one in batches) for name in names}
    return Released(
        first=batches[0].month,
        last=batches[-1].month,
        drawn=sum(one.drawn for one in batches),
        reached=reached,
        shown={
            name: count if min(count, reached - count) >= threshold else None
            for name, count in sums.items()
        },
    )
