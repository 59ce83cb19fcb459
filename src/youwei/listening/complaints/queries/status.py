"""What the writer of a case is shown: steps, what is next, by when and by whom, words both ways.

Never the report's text, never name or contact, and of a case that was merged nothing of the other
writers: only the steps and the answers that the matter got.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.closing import Level
from youwei.foundation.rulebook.rules.kinds import Kind, RefusalGround
from youwei.kernel import clock
from youwei.listening.complaints.access import writer_moves
from youwei.listening.complaints.models import Case, Handling, Message, Rating, Statement
from youwei.listening.complaints.queries.progress import (
    Day,
    Next,
    Step,
    duty_of,
    next_of,
    settled_day,
    steps_of,
)
from youwei.listening.complaints.queries.rounds import round_of
from youwei.listening.complaints.rules.states import ENDED, State


@dataclass(frozen=True, slots=True)
class Line:
    """A word in the thread. An answer was checked by another organ before the writer reads it."""

    mine: bool
    sender: str
    text: str
    at: datetime
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """The statement that the writer consented to, and how far it has come."""

    text: str
    since: datetime
    passed_on_at: datetime | None
    taken_back_at: datetime | None
    lapsed_at: datetime | None

    @property
    def in_force(self) -> bool:
        return self.taken_back_at is None and self.lapsed_at is None


@dataclass(frozen=True, slots=True)
class Status:
    """`rated` is the level given to the answer in force; a day is None where nothing is to do.
    `wish_for` names the organ that would get the statement.
    """

    number: str
    kind: Kind
    state: State
    received_at: datetime
    steps: tuple[Step, ...]
    next: Next
    messages: tuple[Line, ...]
    merged: bool
    refusal: RefusalGround | None
    levels: tuple[Level, ...]
    rated: Level | None
    rate_until: Day | None
    reopen_until: Day | None
    may_write: bool
    may_withdraw: bool
    wish: Wish | None
    wish_for: str
    may_wish: bool

    @property
    def may_rate(self) -> bool:
        return self.rate_until is not None

    @property
    def may_reopen(self) -> bool:
        return self.reopen_until is not None


def status_of(case: Case) -> Status:
    """The number of queries does not grow with what has happened to the case."""
    case = Case.objects.select_related(
        "campaign__office_organ",
        "campaign__leading_organ",
        "about_organ",
        "merged_into",
        "statement",
    ).get(pk=case.pk)
    lead = case.merged_into or case
    duty = duty_of(lead)
    rulebook = rules_of(case.campaign)
    rating = case.ratings.filter(round=round_of(lead)).first()
    rate_until = _rate_until(lead, rating)
    reopen_until = _reopen_until(case, rulebook)
    still = max((day for day in (rate_until, reopen_until) if day), default=None)
    statement: Statement | None = getattr(case, "statement", None)
    return Status(
        number=case.number,
        kind=rulebook.kind(case.kind),
        state=State(case.state),
        received_at=case.received_at,
        steps=steps_of(case, lead, duty),
        next=next_of(lead, duty, settled_day(still)),
        messages=_messages(case, lead),
        merged=case != lead,
        refusal=_refusal(rulebook, case.refusal_ground or lead.refusal_ground),
        levels=rulebook.closing.satisfaction,
        rated=_level(rulebook, rating),
        rate_until=settled_day(rate_until),
        reopen_until=settled_day(reopen_until),
        may_write=case.state not in ENDED - {State.MERGED, State.CLOSED},
        may_withdraw="withdraw" in writer_moves(case) and not case.merged.exists(),
        wish=_wish(statement),
        wish_for=case.about_organ.name if case.about_organ else "",
        may_wish=_may_wish(case, statement),
    )


def _rate_until(lead: Case, rating: Rating | None) -> date | None:
    if rating is not None or lead.state != State.ANSWERED:
        return None
    return _not_over(lead.rate_until)


def _reopen_until(case: Case, rulebook: Rulebook) -> date | None:
    """A merged case has no such move: the case that leads it has."""
    if "reopen" not in writer_moves(case):
        return None
    if case.times_reopened >= rulebook.closing.reopening.times:
        return None
    return _not_over(case.reopen_until)


def _not_over(until: date | None) -> date | None:
    return until if until is not None and clock.today() <= until else None


def _refusal(rulebook: Rulebook, ground: str) -> RefusalGround | None:
    return rulebook.refusal(ground) if ground else None


def _level(rulebook: Rulebook, rating: Rating | None) -> Level | None:
    if rating is None:
        return None
    return next(one for one in rulebook.closing.satisfaction if one.code == rating.level)


def _messages(case: Case, lead: Case) -> tuple[Line, ...]:
    shown = Q(case=case)
    if lead != case:
        shown |= Q(case=lead, duty__handling__purpose=Handling.MATTER)
    rows = Message.objects.filter(shown, released_at__isnull=False).order_by("released_at", "id")
    return tuple(
        Line(
            mine=row.from_writer,
            sender=row.sender,
            text=row.text,
            at=row.released_at or row.at,
            is_answer=row.is_answer,
        )
        for row in rows
    )


def _wish(statement: Statement | None) -> Wish | None:
    if statement is None:
        return None
    return Wish(
        text=statement.text,
        since=statement.consented_at,
        passed_on_at=statement.passed_on_at,
        taken_back_at=statement.taken_back_at,
        lapsed_at=statement.lapsed_at,
    )


def _may_wish(case: Case, statement: Statement | None) -> bool:
    """Only a complaint about conduct keeps the matter from the organ concerned to begin with."""
    gone = statement is not None and statement.passed_on_at is not None
    named = case.about_organ_id is not None
    return case.is_conduct and named and case.state not in ENDED and not gone
