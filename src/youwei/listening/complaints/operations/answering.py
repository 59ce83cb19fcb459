"""答复, 评价, 重新办理: from the organ's answer to the writer's word about it."""

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations.checking import reopen as reopen_duty
from youwei.foundation.duties.queries import OPEN_STATES
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import WrongState
from youwei.listening.complaints.access import check_move, check_writer
from youwei.listening.complaints.models import Case, Handling, Message, Rating
from youwei.listening.complaints.queries.rounds import round_of
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.refusals import (
    AlreadyRated,
    ReopenedOnce,
    UnknownLevel,
    WindowOver,
)
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.writing import locked, track, words


@operation
def prepare_answer(*, actor: Actor, duty: Duty) -> Message:
    """The organ reported: its words wait for the check, in place of an answer sent back."""
    case = locked(duty.handling.case)
    case.messages.filter(duty=duty, released_at__isnull=True).delete()
    message = Message.objects.create(
        case=case, duty=duty, from_writer=False, sender=duty.owner.name, text=duty.result
    )
    track(actor, case, events.AnswerPrepared())
    return message


@operation
def release_answer(*, actor: Actor, duty: Duty) -> Case:
    """Another organ has checked: the writer reads the answer. With the last open duty the case is
    answered, and the time to rate or reopen begins.
    """
    case = locked(duty.handling.case)
    case.messages.filter(duty=duty, released_at__isnull=True).update(released_at=clock.now())
    matters = case.handlings.filter(purpose=Handling.MATTER)
    if (
        duty.handling.purpose != Handling.MATTER
        or case.state != State.HANDLING
        or matters.filter(duty__state__in=OPEN_STATES).exclude(duty=duty).exists()
    ):
        track(actor, case, events.CaseResumed())
        return case
    terms, today = terms_of(case.campaign, case.kind), clock.today()
    case.state = check_move(SYSTEM, case, "answer")
    case.answered_at = clock.now()
    case.rate_until = due(today, terms.rating.term, calendar()).on
    case.reopen_until = due(today, terms.reopening.term, calendar()).on
    case.save(update_fields=["state", "answered_at", "rate_until", "reopen_until"])
    track(actor, case, events.CaseAnswered(rate_until=case.rate_until))
    return case


@operation
def resume(*, actor: Actor, duty: Duty) -> Case:
    """The duty was opened again: by its check, by a second look, or because the writer asked."""
    case = locked(duty.handling.case)
    if case.state in {State.ANSWERED, State.CLOSED}:
        case.state = check_move(SYSTEM, case, "resume")
        case.ended_at = None
        case.save(update_fields=["state", "ended_at"])
    track(actor, case, events.CaseResumed())
    return case


@operation
def rate(*, actor: Actor, case: Case, level: str, text: str = "") -> Rating:
    """`level` is a code of the rulebook's satisfaction levels, 'not clear' among them. Skipping
    writes nothing at all. A writer whose case was merged rates the answer that the matter got.
    """
    case = locked(case)
    check_writer(actor, case)
    lead = case.merged_into or case
    if lead.state != State.ANSWERED or lead.rate_until is None:
        raise WrongState
    if clock.today() > lead.rate_until:
        raise WindowOver(until=lead.rate_until)
    if level not in {known.code for known in rules_of(case.campaign).closing.satisfaction}:
        raise UnknownLevel(field="level")
    answer_round = round_of(lead)
    if case.ratings.filter(round=answer_round).exists():
        raise AlreadyRated
    rating = Rating.objects.create(
        case=case,
        round=answer_round,
        level=level,
        text=words(text, field="text") if text.strip() else "",
    )
    track(actor, case, events.CaseRated())
    return rating


@operation
def reopen(*, actor: Actor, case: Case, reason: str) -> Case:
    """Once, inside the window: the same organ works again and another checks again."""
    case = locked(case)
    after = check_move(actor, case, "reopen")
    if case.times_reopened >= rules_of(case.campaign).closing.reopening.times:
        raise ReopenedOnce
    if case.reopen_until is None or clock.today() > case.reopen_until:
        raise WindowOver(until=case.reopen_until)
    said = words(reason, field="reason")
    Message.objects.create(case=case, from_writer=True, text=said, released_at=clock.now())
    case.state, case.answered_at = after, None
    case.times_reopened += 1
    case.save(update_fields=["state", "answered_at", "times_reopened"])
    handling = (
        case.handlings.filter(purpose=Handling.MATTER, duty__state=DutyState.VERIFIED)
        .select_related("duty")
        .last()
    )
    if handling is not None:
        reopen_duty(actor=SYSTEM, duty=handling.duty, reason=said)
    track(actor, case, events.CaseReopened())
    return case


@operation
def close(*, actor: Actor, case: Case) -> Case:
    """The window is over. No rating is no rating: silence is never satisfaction (C-36)."""
    case = locked(case)
    case.state = check_move(actor, case, "close")
    case.ended_at = clock.now()
    case.save(update_fields=["state", "ended_at"])
    track(actor, case, events.CaseClosed(rated=case.ratings.exists()))
    return case
