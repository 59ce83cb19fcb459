"""What the status page and the receipt say of a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.deadlines import due
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.progress import Day, Doing, Place
from youwei.listening.complaints.queries.status import Status
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.words import STATE_WORDS, term_words


class Event(TypedDict, total=False):
    """One line of a timeline, as the component draws it."""

    what: object
    at: datetime | None
    due: Day
    more: str
    tone: str


_NEXT: Mapping[Doing, Promise] = {
    Doing.SORT: _("The office reads it and tells you here whether it is taken up, and by whom."),
    Doing.SEND: _(
        "It was accepted. The office passes it to the competent organ; this is the day by which "
        "you have an answer."
    ),
    Doing.HANDLE: _("The responsible organ works on it. You read its answer here."),
    Doing.CHECK: _("The organ has answered. Another organ checks the answer before you read it."),
    Doing.RATE: _("You have the answer. Say whether it helped, or ask once to have it reopened."),
}
_REOPEN_ONLY = _("You have the answer. If it is not solved, you can ask once to have it reopened.")
_ENDED: Mapping[State, Promise] = {
    State.REFUSED: _("It was not accepted here. Below stands who can help you."),
    State.WITHDRAWN: _("You withdrew it. Nobody works on it any more."),
    State.FORWARDED: _(
        "Another body has taken it over. Below stands which, and by when it answers."
    ),
    State.CLOSED: _("The case is closed. If something is still open, write it below."),
}
_DONE = _("You have the answer, and nothing more is needed from you.")


def next_words(status: Status) -> str:
    if status.next.what is Doing.RATE and not status.may_rate:
        return str(_REOPEN_ONLY)
    if status.next.what in _NEXT:
        return str(_NEXT[status.next.what])
    return str(_ENDED.get(status.steps[-1].code if _is_over(status) else status.state, _DONE))


def _is_over(status: Status) -> bool:
    return status.steps[-1].place is Place.NOW


def timeline(status: Status) -> Sequence[Event]:
    """Past steps, the present one, and those that lie ahead."""
    events = []
    for step in status.steps:
        event = Event(what=STATE_WORDS[step.code], at=step.at)
        if step.place is Place.AHEAD:
            event["tone"] = "next"
        if step.place is Place.NOW and not _is_over(status):
            event["more"] = gettext("It stands here now.")
        events.append(event)
    return events


def coming(case: Case) -> Sequence[Event]:
    """What happens after the receipt, with the days that the rulebook gives."""
    terms = terms_of(case.campaign, case.kind)
    told = due(clock.day_of(case.received_at), terms.acceptance.term, calendar())
    return (
        Event(what=gettext("Received and registered"), at=case.received_at),
        Event(
            what=gettext("Somebody at the office has read it"),
            due=Day(case.triage_due_on, case.triage_due_provisional),
            tone="next",
        ),
        Event(
            what=gettext("You are told on the status page whether it is taken up, and by whom"),
            due=Day(told.on, told.provisional),
            tone="next",
        ),
        Event(
            what=gettext("You read the answer there, after another organ has checked it"),
            more=gettext("Within %(term)s after it was accepted.")
            % {"term": term_words(terms.handling.term)},
            tone="next",
        ),
        Event(
            what=gettext("You say whether it helped, or ask once to have it reopened"),
            more=gettext("Within %(term)s after the answer.")
            % {"term": term_words(terms.rating.term)},
            tone="next",
        ),
    )
