"""办理, 报结: the work of the organ that owes."""

from collections.abc import Sequence

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.access import (
    check_move,
    check_names_handler,
    check_owner,
    is_kept_from,
)
from youwei.foundation.duties.listeners import Turn, tell
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.queries import may_handle
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.progress import Part, rolled_up
from youwei.foundation.duties.rules.refusals import NotInOrgan, PartsOpen
from youwei.foundation.duties.rules.states import OPEN, State
from youwei.foundation.duties.writing import locked, remark, replan, require, track
from youwei.foundation.files.operations import attach
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import WrongState


@operation
def name_handler(*, actor: Actor, duty: Duty, handler: Account) -> Duty:
    duty = locked(duty)
    check_names_handler(actor, duty)
    if duty.state not in OPEN:
        raise WrongState
    tied = is_kept_from(actor_for(handler, clock.today()), duty)
    if tied or not may_handle(handler, duty):
        raise NotInOrgan(field="handler")
    duty.assignee = handler
    duty.save(update_fields=["assignee"])
    track(actor, duty, events.HandlerNamed(handler=handler.name))
    return duty


@operation
def tell_progress(*, actor: Actor, duty: Duty, progress: int, text: str) -> Duty:
    """A step on the way, with words; percent of the whole. Rolls up to the parent."""
    duty = locked(duty)
    check_owner(actor, duty)
    if duty.state != State.HANDLING:
        raise WrongState
    remark(actor, duty, "progress", require(text))
    duty.progress = progress
    replan(duty)
    duty.save(update_fields=["progress", "behind_from"])
    _roll_up(duty)
    track(actor, duty, events.ProgressTold(progress=progress))
    return duty


@operation
def report(*, actor: Actor, duty: Duty, result: str, uploads: Sequence[WorkingCopy] = ()) -> Duty:
    """报结: what was done, with evidence. It is judged by another organ. `uploads` are prepared
    before the transaction (files.queries.prepared).
    """
    duty = locked(duty)
    after = check_move(actor, duty, "report")
    if duty.parts.filter(state__in=[state.value for state in OPEN]).exists():
        raise PartsOpen
    duty.result = require(result)
    remark(actor, duty, "report", duty.result)
    duty.state, duty.reported_on, duty.progress = after, clock.today(), 100
    duty.offered_to = None
    _attach(actor, duty, uploads)
    duty.save(update_fields=["result", "state", "reported_on", "progress", "offered_to"])
    _roll_up(duty)
    track(actor, duty, events.DutyReported(owner=duty.owner.name))
    tell(actor, duty, Turn.REPORTED)
    return duty


def _attach(actor: Actor, duty: Duty, uploads: Sequence[WorkingCopy]) -> None:
    """Every report may bring as many files as the rulebook lets a form take."""
    reports = 1 + duty.times_sent_back + duty.times_reopened
    for upload in uploads:
        attach(
            actor=actor,
            origin=duty.subject,
            trail=duty.origin,
            campaign_id=duty.campaign_id,
            name=upload.name,
            content=upload,
            at_most=rules_of(duty.campaign).intake.attachments.at_most * reports,
        )


def _roll_up(duty: Duty) -> None:
    """Carries progress to every duty above."""
    parent = duty.parent
    while parent is not None:
        parts = [
            Part(weight=w, progress=p) for w, p in parent.parts.values_list("weight", "progress")
        ]
        parent.progress = rolled_up(parts)
        parent.save(update_fields=["progress"])
        parent = parent.parent
