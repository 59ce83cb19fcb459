"""核查销号, 退回, 回头看: another organ checks, and may look again."""

from youwei.foundation.duties.access import check_move, check_verifier
from youwei.foundation.duties.listeners import Turn, tell
from youwei.foundation.duties.models import Duty, Recheck
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.writing import locked, remark, require, restart, track
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import WrongState


@operation
def verify(*, actor: Actor, duty: Duty, finding: str) -> Duty:
    """销号, with what the check found. A second look is planned where the rulebook says so."""
    duty = locked(duty)
    after = check_move(actor, duty, "verify")
    remark(actor, duty, "verify", require(finding))
    duty.state, duty.ended_at = after, clock.now()
    duty.save(update_fields=["state", "ended_at"])
    _plan_recheck(duty)
    late = duty.light is Light.DONE_LATE
    track(actor, duty, events.DutyVerified(verifier=duty.verifier.name, late=late))
    tell(actor, duty, Turn.VERIFIED)
    return duty


@operation
def send_back(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """退回: the due date stays; time that the check took is visible in the history."""
    duty = locked(duty)
    after = check_move(actor, duty, "send_back")
    remark(actor, duty, "send_back", require(reason))
    duty.state, duty.reported_on = after, None
    duty.times_sent_back += 1
    duty.save(update_fields=["state", "reported_on", "times_sent_back"])
    track(actor, duty, events.DutySentBack(verifier=duty.verifier.name))
    return duty


@operation
def reopen(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """Work starts again with the whole term from today."""
    duty = locked(duty)
    after = check_move(actor, duty, "reopen")
    remark(actor, duty, "reopen", require(reason))
    _reopened(duty, after)
    track(actor, duty, events.DutyReopened(owner=duty.owner.name, due_on=duty.due_on))
    tell(actor, duty, Turn.REOPENED)
    return duty


@operation
def record_recheck(*, actor: Actor, recheck: Recheck, holds: bool, finding: str) -> Recheck:
    """回头看. Where the result does not hold, the duty is open again. WrongState where it was
    recorded before, or went with a reopening in the meantime.
    """
    duty = locked(recheck.duty)
    check_verifier(actor, duty)
    planned = Recheck.objects.select_for_update().filter(pk=recheck.pk, done_at=None).first()
    if planned is None:
        raise WrongState
    recheck = planned
    recheck.done_at, recheck.holds, recheck.finding = clock.now(), holds, require(finding)
    recheck.save()
    track(actor, duty, events.RecheckDone(holds=holds))
    if not holds:
        reopen(actor=actor, duty=duty, reason=finding)
    return recheck


def _plan_recheck(duty: Duty) -> None:
    if duty.parent_id is None:
        due_on = due(clock.today(), rules_for(duty).recheck, calendar()).on
        Recheck.objects.create(duty=duty, due_on=due_on)


def _reopened(duty: Duty, state: str) -> None:
    restart(duty)
    duty.state, duty.ended_at, duty.reported_on = state, None, None
    duty.times_reopened += 1
    duty.save()
    duty.rechecks.filter(done_at__isnull=True).delete()
