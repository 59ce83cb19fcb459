from dataclasses import dataclass
from datetime import datetime

from youwei.foundation.journal.models import EventQuerySet, JournalEvent
from youwei.kernel.events import type_names


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline. `title` is an English source string; pages translate it."""

    at: datetime
    kind: str
    title: str
    actor_kind: str
    actor_label: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` is the id of the first event whose digest does not fit its fields."""

    checked: int
    first_bad: int | None


def history(subject: str) -> tuple[Entry, ...]:
    return _entries(JournalEvent.objects.all().of(subject))


def trail(*of: str) -> tuple[Entry, ...]:
    """The history of a thing, or of several, with everything that came of it: one query."""
    return _entries(JournalEvent.objects.all().along(*of))


def verify() -> Verification:
    """Recomputes the digest of every event; memory does not grow with their number."""
    checked = 0
    for event in JournalEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.recomputed() != event.digest:
            return Verification(checked=checked, first_bad=event.pk)
        checked += 1
    return Verification(checked=checked, first_bad=None)


def _entries(events: EventQuerySet) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            at=event.at,
            kind=event.kind,
            title=type_names[event.kind].title if event.kind in type_names else event.kind,
            actor_kind=event.actor_kind,
            actor_label=event.actor_label,
            data=event.data,
        )
        for event in events
    )
