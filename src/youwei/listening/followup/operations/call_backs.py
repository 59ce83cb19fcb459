"""回访: drawn by chance, asked by a body that neither handled nor checked."""

import secrets
from collections import defaultdict
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.operations.checking import reopen as reopen_duty
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, ActorKind
from youwei.kernel.deadlines import due
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints.queries.writers import Contact
from youwei.listening.complaints.rules.refusals import UnknownLevel
from youwei.listening.followup.access.call_backs import (
    check_move,
    check_opens_contact,
    has_contact,
)
from youwei.listening.followup.models import CallAttempt, CallBack, Draw, Stratum
from youwei.listening.followup.operations.retaliation import report_from_call
from youwei.listening.followup.queries.call_backs import contact_for
from youwei.listening.followup.queries.call_frame import Candidate, frame_of
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules import events
from youwei.listening.followup.rules.calls import Pressed, Solved
from youwei.listening.followup.rules.refusals import DrawnAlready, TriedToday, TriesLeft
from youwei.listening.followup.rules.sampling import Wanted, commitment, drawn
from youwei.listening.followup.words import NOT_SOLVED
from youwei.listening.followup.writing import held_call


@operation
def draw(*, actor: Actor, campaign: Campaign, month: date, seed: str = "") -> Draw:
    """Once for a month, by the job. A new seed is drawn unless one is given to repeat a draw."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    month = month.replace(day=1)
    if Draw.objects.filter(campaign=campaign, month=month).exists():
        raise DrawnAlready
    rule = rules_of(campaign).closing.call_back
    frame = frame_of(campaign, month)
    made = Draw.objects.create(
        campaign=campaign,
        month=month,
        seed=seed or secrets.token_hex(16),
        share=rule.share,
        at_least=rule.at_least,
        left_out=frame.left_out,
    )
    strata: defaultdict[int, dict[str, Candidate]] = defaultdict(dict)
    for one in frame.candidates:
        strata[one.organ_id][one.case.number] = one
    Stratum.objects.bulk_create(
        Stratum(draw=made, organ_id=organ, frame=len(ones)) for organ, ones in strata.items()
    )
    wanted = Wanted(share=rule.share, at_least=rule.at_least)
    chosen = drawn(made.seed, {organ: list(ones) for organ, ones in strata.items()}, wanted)
    calls = [strata[organ][number] for organ, numbers in chosen.items() for number in numbers]
    _plan(made, calls)
    event = events.CallBacksDrawn(
        month=month,
        frame=len(frame.candidates),
        drawn=len(calls),
        commitment=commitment(made.seed),
    )
    record(actor=actor, event=event, subject=made.subject, campaign_id=campaign.pk)
    return made


def _plan(made: Draw, chosen: list[Candidate]) -> None:
    deadline = due(clock.today(), following(made.campaign).call_backs.term, calendar())
    CallBack.objects.bulk_create(
        CallBack(
            draw=made,
            case=one.case,
            duty=one.duty,
            organ_id=one.organ_id,
            caller_id=one.caller_id,
            due_on=deadline.on,
            due_provisional=deadline.provisional,
        )
        for one in chosen
    )


@operation
def open_contact(*, actor: Actor, call: CallBack) -> Contact:
    """Name and contact, for the caller, where the writer agreed to be asked (C-06)."""
    call = held_call(call)
    check_opens_contact(actor, call)
    contact = contact_for(call)
    _track(actor, call, events.CallBackContactOpened())
    return contact


@operation
def note_try(*, actor: Actor, call: CallBack) -> CallAttempt:
    """Nobody answered. One try a day counts."""
    call = held_call(call)
    check_move(actor, call, "try")
    if call.attempts.filter(on=clock.today()).exists():
        raise TriedToday
    attempt = CallAttempt.objects.create(call_back=call, on=clock.today())
    _track(actor, call, events.CallTried(attempt=call.attempts.count()))
    return attempt


@operation
def give_up(*, actor: Actor, call: CallBack) -> CallBack:
    """Not reached: this is nobody's satisfaction (C-36). Whoever left no contact is not tried."""
    call = held_call(call)
    after = check_move(actor, call, "give_up")
    tries = following(call.case.campaign).call_backs.attempts
    if call.attempts.count() < tries and has_contact(call):
        raise TriesLeft(tries=tries)
    return _end(actor, call, after)


@operation
def decline(*, actor: Actor, call: CallBack) -> CallBack:
    """The writer would rather not answer."""
    call = held_call(call)
    return _end(actor, call, check_move(actor, call, "decline"))


@operation
def answer(
    *, actor: Actor, call: CallBack, solved: Solved, level: str, pressed: Pressed, words: str = ""
) -> CallBack:
    """What the writer said. Not solved: the work begins again. Pressed to rate well or to withdraw:
    a report of retaliation, with `words`, which nobody bound up with the organ reads.
    """
    call = held_call(call)
    after = check_move(actor, call, "answer")
    levels = {known.code for known in rules_of(call.case.campaign).closing.satisfaction}
    if level and level not in levels:
        raise UnknownLevel(field="level")
    call.solved, call.level, call.pressed = solved, level, pressed
    _end(actor, call, after)
    if pressed is Pressed.YES:
        report_from_call(actor=SYSTEM, case=call.case, words=words)
    call.duty.refresh_from_db()
    if solved is Solved.NO and call.duty.state == DutyState.VERIFIED:
        reopen_duty(actor=SYSTEM, duty=call.duty, reason=str(NOT_SOLVED))
    return call


def _end(actor: Actor, call: CallBack, after: str) -> CallBack:
    call.state, call.ended_at = after, clock.now()
    call.save()
    _track(actor, call, events.CallEnded(result=after))
    return call


def _track(actor: Actor, call: CallBack, event: Event) -> None:
    record(actor=actor, event=event, subject=call.subject, campaign_id=call.case.campaign_id)
