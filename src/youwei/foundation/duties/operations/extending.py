"""延期: asked before expiry with a reason, decided by the office."""

from datetime import date

from youwei.foundation.duties.access import check_decides_extension, check_owner
from youwei.foundation.duties.listeners import Turn, tell
from youwei.foundation.duties.models import Duty, Extension
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.dates import near_from
from youwei.foundation.duties.rules.refusals import (
    ExtensionPending,
    ExtensionTooLate,
    ExtensionTooLong,
    ExtensionUsed,
)
from youwei.foundation.duties.rules.states import OPEN, State
from youwei.foundation.duties.writing import locked, replan, require, track
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Term, due
from youwei.kernel.refusal import WrongState


@operation
def ask_extension(*, actor: Actor, duty: Duty, until: date, reason: str) -> Extension:
    duty = locked(duty)
    check_owner(actor, duty)
    if duty.state != State.HANDLING:
        raise WrongState
    if clock.today() > duty.due_on:
        raise ExtensionTooLate(due=duty.due_on)
    asked = list(duty.extensions.all())
    if any(extension.decided_at is None for extension in asked):
        raise ExtensionPending
    rules = rules_for(duty)
    if sum(bool(extension.granted) for extension in asked) >= rules.extension_times:
        raise ExtensionUsed
    if rules.extension is None:
        raise ExtensionUsed
    first_due = due(duty.starts_on, Term.parse(duty.term), calendar()).on
    latest = due(first_due, rules.extension, calendar()).on
    if not duty.due_on < until <= latest:
        raise ExtensionTooLong(field="until", latest=latest)
    extension = Extension.objects.create(duty=duty, until=until, reason=require(reason))
    track(actor, duty, events.ExtensionAsked(until=until))
    return extension


@operation
def decide_extension(
    *, actor: Actor, extension: Extension, granted: bool, decision: str
) -> Extension:
    duty = locked(extension.duty)
    rules = rules_for(duty)
    check_decides_extension(actor, duty, rules.extension_decided_by)
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    if extension.decided_at is not None or duty.state not in OPEN:
        raise WrongState
    extension.decided_at, extension.granted = clock.now(), granted
    extension.decision = require(decision)
    extension.save()
    if granted:
        duty.due_on = extension.until
        duty.near_from = near_from(duty.starts_on, duty.due_on, calendar(), rules.lights)
        replan(duty)
        duty.due_provisional = not calendar().is_settled(duty.due_on)
        duty.save(update_fields=["due_on", "near_from", "behind_from", "due_provisional"])
        tell(actor, duty, Turn.EXTENDED)
    track(actor, duty, events.ExtensionDecided(granted=granted, due_on=duty.due_on))
    return extension
