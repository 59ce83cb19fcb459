"""What the writer of a case does through a partner's program: number and code are in every body."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router

from youwei.foundation.campaigns.queries import rules_of
from youwei.kernel.actor import Actor, citizen
from youwei.kernel.words import clean_text
from youwei.listening.complaints.api.form import GroundTold, door_told
from youwei.listening.complaints.api.given import Addition, Agreed, Rated, Receipted, Reopening
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import answering, sending, thread
from youwei.listening.complaints.queries.progress import Day
from youwei.listening.complaints.queries.receipts import case_by_code
from youwei.listening.complaints.queries.status import Line, Status, status_of
from youwei.listening.complaints.words import STATE_WORDS
from youwei.ui.api.told import Told, answers
from youwei.ui.bilingual import said

router = Router(tags=["status"])
WRITER = {"x-who-may": "anyone who shows number and code"}


class DayTold(Told):
    """`provisional` where it rests on a calendar that has not been announced."""

    on: date
    provisional: bool


class StepTold(Told):
    """`place` is past, now or ahead."""

    code: str
    name: str
    place: str
    at: datetime | None


class NextTold(Told):
    """`what` is sort, send, handle, check, rate or nothing; `by` is empty where it is the writer's
    turn or nobody's.
    """

    what: str
    by: str
    until: DayTold | None
    late: bool


class LineTold(Told):
    """A word in the thread. `is_answer`: another organ has checked it."""

    mine: bool
    sender: str
    text: str
    at: datetime
    is_answer: bool


class LevelTold(Told):
    """`counted` is false for “not clear”, which is no vote."""

    code: str
    name: str
    counted: bool


class WishTold(Told):
    text: str
    since: datetime
    passed_on_at: datetime | None
    taken_back_at: datetime | None


class StatusTold(Told):
    """What the status page shows: never the report, name or contact. A day is null where nothing
    can be done; `merged`: it goes on together with others about the same matter.
    """

    number: str
    kind: str
    kind_name: str
    state: str
    state_name: str
    received_at: datetime
    steps: list[StepTold]
    next: NextTold
    messages: list[LineTold]
    merged: bool
    refusal: GroundTold | None
    levels: list[LevelTold]
    rated: str | None
    rate_until: DayTold | None
    reopen_until: DayTold | None
    may_write: bool
    may_withdraw: bool
    statement: WishTold | None
    may_state: bool


_ANSWERS = answers({200: StatusTold}, 400, 404, 409, 413, 415, 422, 429)


@router.post("/complaints/status", response=_ANSWERS, operation_id="status", openapi_extra=WRITER)
def status(request: HttpRequest, shown: Receipted) -> StatusTold:
    """Steps, what is next, by when and by whom, and the words both ways."""
    return _told(_opened(shown))


@router.post("/complaints/additions", response=_ANSWERS, operation_id="add", openapi_extra=WRITER)
def add(request: HttpRequest, addition: Addition) -> StatusTold:
    """Adds information, at any time until the case has ended."""
    case = _opened(addition)
    limit = rules_of(case.campaign).intake.addition.at_most
    text = clean_text(addition.text, limit=limit, field="text")
    thread.write(actor=_writer(case), case=case, text=text, for_office=addition.for_office)
    return _told(case)


@router.post(
    "/complaints/withdrawal", response=_ANSWERS, operation_id="withdraw", openapi_extra=WRITER
)
def withdraw(request: HttpRequest, shown: Receipted) -> StatusTold:
    """Takes the matter back; whoever worked on it is told."""
    case = _opened(shown)
    sending.withdraw(actor=_writer(case), case=case)
    return _told(case)


@router.post("/complaints/rating", response=_ANSWERS, operation_id="rate", openapi_extra=WRITER)
def rate(request: HttpRequest, rated: Rated) -> StatusTold:
    """Says how satisfied the writer is with the answer, once for each answer."""
    case = _opened(rated)
    limit = rules_of(case.campaign).intake.addition.at_most
    text = clean_text(rated.text, limit=limit, field="text")
    answering.rate(actor=_writer(case), case=case, level=rated.level, text=text)
    return _told(case)


@router.post(
    "/complaints/reopening", response=_ANSWERS, operation_id="reopen", openapi_extra=WRITER
)
def reopen(request: HttpRequest, reopening: Reopening) -> StatusTold:
    """Asks once, within the period, to work on it again."""
    case = _opened(reopening)
    limit = rules_of(case.campaign).intake.addition.at_most
    reason = clean_text(reopening.reason, limit=limit, field="reason")
    answering.reopen(actor=_writer(case), case=case, reason=reason)
    return _told(case)


@router.post("/complaints/statement", response=_ANSWERS, operation_id="agree", openapi_extra=WRITER)
def agree(request: HttpRequest, agreed: Agreed) -> StatusTold:
    """Consents to pass these exact words, and nothing else, on to the organ concerned."""
    case = _opened(agreed)
    limit = rules_of(case.campaign).intake.statement.at_most
    text = clean_text(agreed.text, limit=limit, field="text")
    thread.give_statement(actor=_writer(case), case=case, text=text)
    return _told(case)


@router.post(
    "/complaints/statement/withdrawal",
    response=_ANSWERS,
    operation_id="disagree",
    openapi_extra=WRITER,
)
def disagree(request: HttpRequest, shown: Receipted) -> StatusTold:
    """Takes consent back, until the statement is passed on."""
    case = _opened(shown)
    thread.take_statement_back(actor=_writer(case), case=case)
    return _told(case)


def _opened(shown: Receipted) -> Case:
    return case_by_code(shown.number, shown.code)


def _writer(case: Case) -> Actor:
    return citizen(case.number)


def _told(case: Case) -> StatusTold:
    found = status_of(case)
    return StatusTold(
        number=found.number,
        kind=found.kind.code,
        kind_name=said(found.kind.name),
        state=found.state.value,
        state_name=str(STATE_WORDS[found.state]),
        received_at=found.received_at,
        steps=[
            StepTold(
                code=step.code.value,
                name=str(STATE_WORDS[step.code]),
                place=step.place.value,
                at=step.at,
            )
            for step in found.steps
        ],
        next=NextTold(
            what=found.next.what.value,
            by=found.next.by,
            until=_day(found.next.until),
            late=found.next.late,
        ),
        messages=[_line(line) for line in found.messages],
        merged=found.merged,
        levels=[
            LevelTold(code=level.code, name=said(level.name), counted=level.counted)
            for level in found.levels
        ],
        rated=found.rated.code if found.rated else None,
        rate_until=_day(found.rate_until),
        reopen_until=_day(found.reopen_until),
        may_write=found.may_write,
        may_withdraw=found.may_withdraw,
        refusal=_ground(found),
        statement=_wish(found),
        may_state=found.may_wish,
    )


def _day(day: Day | None) -> DayTold | None:
    return DayTold(on=day.on, provisional=day.provisional) if day else None


def _line(line: Line) -> LineTold:
    return LineTold(
        mine=line.mine, sender=line.sender, text=line.text, at=line.at, is_answer=line.is_answer
    )


def _ground(found: Status) -> GroundTold | None:
    ground = found.refusal
    if ground is None:
        return None
    return GroundTold(code=ground.code, name=said(ground.name), door=door_told(ground.door))


def _wish(found: Status) -> WishTold | None:
    wish = found.wish
    if wish is None:
        return None
    return WishTold(
        text=wish.text,
        since=wish.since,
        passed_on_at=wish.passed_on_at,
        taken_back_at=wish.taken_back_at,
    )
