from collections import defaultdict
from collections.abc import Iterable, Mapping


def connected(start: Iterable[int], ties: Iterable[tuple[int, int]]) -> frozenset[int]:
    """`start` and all that any chain of ties joins to it, in either direction.

    Direction does not count, because colleagues do not part with a name: the staff of two offices
    that were merged know each other, and so do those of two that were one.
    """
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for predecessor, successor in ties:
        neighbours[predecessor].add(successor)
        neighbours[successor].add(predecessor)
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        organ = waiting.pop()
        if organ not in found:
            found.add(organ)
            waiting.extend(neighbours.get(organ, ()))
    return frozenset(found)


def present(start: Iterable[int], ties: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each of `start` with what it is called now. `ties` are those by which one organ goes on as
    exactly one other: renamed, or merged into it.
    """
    following = dict(ties)
    return {organ: _last(organ, following) for organ in start}


def _last(organ: int, following: dict[int, int]) -> int:
    seen = {organ}
    while (after := following.get(organ)) is not None and after not in seen:
        seen.add(after)
        organ = after
    return organ


def leads_back(start: int, above: Mapping[int, int | None]) -> bool:
    """Whether one who goes up from `start`, step by step, comes where they have been."""
    seen: set[int] = set()
    now: int | None = start
    while now is not None and now not in seen:
        seen.add(now)
        now = above.get(now)
    return now is not None
