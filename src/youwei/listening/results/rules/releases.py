"""Two results of one round, one after the other: what their difference would tell (C-37)."""

import json
from typing import Any


def too_close(first: str, second: str, *, least: int) -> tuple[tuple[int, int], ...]:
    """Pairs of panel and organ, by position, of which both exports show means that rest on ballots
    which differ by at least one and fewer than `least`: one mean less the other tells what those
    few people said. Only leaving ballots out makes such a difference, so their number is enough.
    """
    before, after = json.loads(first)["panels"], json.loads(second)["panels"]
    return tuple(
        (panel, organ)
        for panel, (old, new) in enumerate(zip(before, after, strict=True))
        for organ, (one, other) in enumerate(zip(old["means"], new["means"], strict=True))
        if _few(one, other, least)
    )


def _few(one: dict[str, Any] | None, other: dict[str, Any] | None, least: int) -> bool:
    if one is None or other is None:
        return False
    pairs = zip(one["ballots"], other["ballots"], strict=True)
    return any(0 < abs(before - after) < least for before, after in pairs)
