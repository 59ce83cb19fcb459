"""How far a panel has answered, told so that no few people can be counted."""

from collections.abc import Sequence


def shown(used: Sequence[int], threshold: int) -> list[int | None]:
    """None where fewer than `threshold`, but more than none, have answered; and, where only one
    would be hidden, for the smallest of the others too: the sum of all is known.
    """
    found: list[int | None] = [n if n == 0 or n >= threshold else None for n in used]
    if found.count(None) == 1:
        others = [(n, place) for place, n in enumerate(found) if n]
        if others:
            found[min(others)[1]] = None
    return found
