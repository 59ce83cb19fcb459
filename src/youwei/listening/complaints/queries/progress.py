"""How far a case has come, what happens next, by when and by whom."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.queries import circle
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.deadlines import due
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules.states import State


class Place(StrEnum):
    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


class Doing(StrEnum):
    """What happens next with a case."""

    SORT = "sort"
    SEND = "send"
    HANDLE = "handle"
    CHECK = "check"
    RATE = "rate"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Day:
    """`provisional`: it rests on a calendar that has not been announced."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Step:
    """`code` is a state of a case; `at` is None while it lies ahead."""

    code: State
    place: Place
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """`by` names an organ, or is empty where it is the writer's turn or nobody's."""

    what: Doing
    by: str = ""
    until: Day | None = None
    late: bool = False


_WAY = (State.RECEIVED, State.ACCEPTED, State.HANDLING, State.ANSWERED, State.CLOSED)


def duty_of(lead: Case) -> Duty | None:
    """The duty about the matter that counts now, unless it was recalled."""
    handlings = (
        Handling.objects.filter(case=lead, purpose=Handling.MATTER)
        .exclude(duty__state=DutyState.RECALLED)
        .select_related("duty__owner", "duty__verifier")
        .order_by("-id")
    )
    newest = handlings.first()
    return newest.duty if newest else None


def steps_of(case: Case, lead: Case, duty: Duty | None) -> tuple[Step, ...]:
    """The way of the matter. `lead` is the case that it was merged with, or the case itself; one
    that was refused, withdrawn or handed over ends where it ended.
    """
    dates = {
        State.RECEIVED: case.received_at,
        State.ACCEPTED: case.accepted_at,
        State.HANDLING: duty.assigned_at if duty else None,
        State.ANSWERED: lead.answered_at,
        State.CLOSED: lead.ended_at,
    }

    def named(code: State) -> State:
        return State.MERGED if case != lead and code is State.ACCEPTED else code

    for one in (case, lead):
        if one.state in {State.REFUSED, State.WITHDRAWN, State.FORWARDED}:
            gone = [Step(named(code), Place.PAST, at) for code in _WAY[:3] if (at := dates[code])]
            return (*gone, Step(State(one.state), Place.NOW, one.ended_at))
    reached = _WAY.index(State(lead.state))
    return tuple(
        Step(named(code), _place(n, reached), dates[code] if n <= reached else None)
        for n, code in enumerate(_WAY)
    )


def _place(position: int, reached: int) -> Place:
    if position == reached:
        return Place.NOW
    return Place.PAST if position < reached else Place.AHEAD


def next_of(lead: Case, duty: Duty | None, still: Day | None) -> Next:
    """`still`: until when the writer may answer the answer. Of a complaint about conduct only the
    organ that answers for it is named.
    """
    if lead.state == State.RECEIVED:
        return _due(
            Doing.SORT, office_of(lead), Day(lead.triage_due_on, lead.triage_due_provisional)
        )
    if lead.state == State.ACCEPTED:
        return _due(Doing.SEND, office_of(lead), handled_by(lead))
    if lead.state == State.HANDLING and duty is not None:
        until = Day(duty.due_on, duty.due_provisional)
        if duty.state != DutyState.REPORTED:
            return _due(Doing.HANDLE, duty.owner.name, until)
        return _due(Doing.CHECK, (duty.owner if lead.is_conduct else duty.verifier).name, until)
    if still is not None:
        return Next(Doing.RATE, until=still)
    return Next(Doing.NOTHING)


def _due(what: Doing, by: str, until: Day | None) -> Next:
    return Next(what, by, until, late=until is not None and until.on < clock.today())


def office_of(case: Case) -> str:
    """Who sorts: the leading group where the office is bound up with the organ concerned."""
    campaign = case.campaign
    bound_up = case.about_organ_id in circle([campaign.office_organ_id])
    return (campaign.leading_organ if bound_up else campaign.office_organ).name


def handled_by(case: Case) -> Day | None:
    """The last day of the handling of a case that was accepted and not sent yet."""
    if case.accepted_at is None:
        return None
    term = terms_of(case.campaign, case.kind).handling.term
    deadline = due(clock.day_of(case.accepted_at), term, calendar())
    return Day(deadline.on, deadline.provisional)


def settled_day(on: date | None) -> Day | None:
    """A stored day, with the word on its calendar."""
    return None if on is None else Day(on, not calendar().is_settled(on))
