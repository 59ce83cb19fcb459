"""Progress rolls up from weighted children."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    weight: int  # relative, at least 1
    progress: int  # percent, 0–100


def rolled_up(parts: Sequence[Part]) -> int:
    """Weighted mean in percent, rounded down: 100 only when every part is done."""
    total = sum(part.weight for part in parts)
    if total == 0:
        raise ValueError("nothing to roll up")
    return sum(part.weight * part.progress for part in parts) // total
