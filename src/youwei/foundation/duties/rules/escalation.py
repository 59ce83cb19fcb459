"""Which rungs of the reminder and escalation ladder a duty has reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """`offset` is in days from the due date, negative before it; `to` who is told."""

    code: str
    offset: int
    to: str


def reached(
    ladder: Sequence[Rung], *, due_on: date, today: date, climbed: Iterable[str]
) -> tuple[Rung, ...]:
    """Rungs whose day has come and that were not climbed yet, in the ladder's order."""
    done = frozenset(climbed)
    return tuple(
        rung
        for rung in ladder
        if rung.code not in done and due_on + timedelta(days=rung.offset) <= today
    )
