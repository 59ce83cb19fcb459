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


def history(subject: str) -> tuple[Entry, ...]:
    return _entries(JournalEvent.objects.all().of(subject))


def trail(*of: str) -> tuple[Entry, ...]:
    """The history of a thing, or of several, with everything that came of it: one query."""
    return _entries(JournalEvent.objects.all().along(*of))


def fingerprint(subject: str, kind: str) -> str:
    """The digest of the first event of this kind about this thing; empty where there is none."""
    events = JournalEvent.objects.all().of(subject).filter(kind=kind)
    return events.values_list("digest", flat=True).first() or ""


def title_of(event: JournalEvent) -> str:
    known = type_names.get(event.kind)
    return known.title_of(event.data) if known else event.kind


def _entries(events: EventQuerySet) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            at=event.at,
            kind=event.kind,
            title=title_of(event),
            actor_kind=event.actor_kind,
            actor_label=event.actor_label,
            data=event.data,
        )
        for event in events
    )
