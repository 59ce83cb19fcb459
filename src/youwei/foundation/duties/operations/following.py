"""What the jobs do: remind, escalate, recompute; and what a leaver, or a matter, leaves behind."""

from youwei.foundation.duties.models import Duty, Escalation
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules import events
from youwei.foundation.duties.rules.dates import dates
from youwei.foundation.duties.rules.states import OPEN
from youwei.foundation.duties.writing import locked, replan, track
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.operations import withdraw
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.people.models import Account
from youwei.foundation.rulebook.queries import calendar
from youwei.foundation.rulebook.rules.duties import Rung
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Term


@operation
def escalate(*, actor: Actor, duty: Duty, rung: Rung) -> list[Escalation]:
    """Each rung once per due date: a constraint keeps two workers from reminding twice."""
    duty = locked(duty)
    told = Escalation.objects.bulk_create(
        Escalation(duty=duty, rung=rung.code, to=to.value, due_on=duty.due_on) for to in rung.to
    )
    track(actor, duty, events.DutyEscalated(rung=rung.code, to=", ".join(rung.to)))
    return told


@operation
def recompute(*, actor: Actor, duty: Duty) -> Duty:
    """A provisional date after its year's calendar was announced."""
    duty = locked(duty)
    before = duty.due_on
    lights = rules_for(duty).lights
    planned = dates(duty.starts_on, Term.parse(duty.term), calendar(), lights)
    if not duty.extensions.filter(granted=True).exists():
        duty.near_from, duty.due_on = planned.near_from, planned.due_on
    duty.due_provisional = not calendar().is_settled(duty.due_on)
    replan(duty)
    duty.save(update_fields=["near_from", "behind_from", "due_on", "due_provisional"])
    track(actor, duty, events.DueDateRecomputed(before=before, after=duty.due_on))
    return duty


@operation
def hand_over(*, actor: Actor, leaver: Account, successor: Account) -> int:
    """The open duties of somebody who leaves pass to a colleague; returns how many."""
    owed = Duty.objects.filter(assignee=leaver, state__in=[state.value for state in OPEN])
    count = owed.update(assignee=successor)
    record(
        actor=actor,
        event=events.DutiesHandedOver(count=count, successor=successor.name),
        subject=f"account:{leaver.pk}",
    )
    return count


@operation
def empty(*, actor: Actor, duty: Duty, title: str) -> Duty:
    """Its matter went to another body whole: who owed what by when stays, and no word or file of it
    (C-09). The app above has checked who may; `title` says why nothing is there.
    """
    duty = locked(duty)
    duty.title, duty.statement, duty.result = title, "", ""
    duty.save(update_fields=["title", "statement", "result"])
    duty.remarks.all().delete()
    duty.extensions.update(reason="", decision="")
    duty.rechecks.update(finding="")
    for file in EvidenceFile.objects.filter(origin=duty.subject, withdrawn_at=None):
        withdraw(actor=actor, file=file, trail=duty.origin, campaign_id=duty.campaign_id)
    track(actor, duty, events.DutyEmptied())
    return duty
