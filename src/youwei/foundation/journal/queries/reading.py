"""The journal in pages: from the newest back, from any row on, without counting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from youwei.foundation.journal.access import visible_to
from youwei.foundation.journal.models import EventQuerySet, JournalEvent, Verification
from youwei.foundation.journal.queries import title_of
from youwei.foundation.journal.queries.verifying import is_sealed
from youwei.kernel import clock
from youwei.kernel.actor import Actor

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Empty fields do not filter. `who` is the whole name as the journal has it; `until` is the
    last day.
    """

    kind: str = ""
    who: str = ""
    about: str = ""
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`title` is an English source string. `sealed`: the row is what this installation wrote;
    `place` in the tree, counted from 1, or None while it waits.
    """

    event: JournalEvent
    title: str
    sealed: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`older` is the id from which the next page goes back; None at the end."""

    lines: Sequence[Line]
    older: int | None


def sheet(actor: Actor, wanted: Wanted, before: int | None) -> Sheet:
    """At most five queries, each along an index, whatever the size of the journal."""
    events = _filtered(visible_to(actor), wanted)
    if before is not None:
        events = events.filter(id__lt=before)
    rows = list(events.select_related("leaf").order_by("-id")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    return Sheet(
        lines=[_line(row) for row in shown],
        older=shown[-1].pk if len(rows) > PER_PAGE else None,
    )


def last_verification() -> Verification | None:
    return Verification.objects.order_by("-id").first()


def _filtered(events: EventQuerySet, wanted: Wanted) -> EventQuerySet:
    if wanted.kind:
        events = events.filter(kind=wanted.kind)
    if wanted.who:
        events = events.filter(actor_label=wanted.who)
    if wanted.about:
        events = events.filter(trail=wanted.about) | events.filter(subject=wanted.about)
    # Ids grow with the time: a span of ids is walked backwards, a span of times would be sorted.
    if wanted.first is not None:
        least = _first_at(clock.begin_of(wanted.first))
        events = events.filter(id__gte=least) if least is not None else events.none()
    if wanted.until is not None:
        beyond = _first_at(clock.after(wanted.until))
        events = events.filter(id__lt=beyond) if beyond is not None else events
    return events


def _first_at(moment: datetime) -> int | None:
    rows = JournalEvent.objects.filter(at__gte=moment).order_by("at", "id")
    return rows.values_list("id", flat=True).first()


def _line(event: JournalEvent) -> Line:
    leaf = getattr(event, "leaf", None)
    return Line(
        event=event,
        title=title_of(event),
        sealed=is_sealed(event),
        place=leaf.position + 1 if leaf else None,
    )
