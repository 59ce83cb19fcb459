"""An organ objects to its own result before anything is published (C-41)."""

from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.results.access import check_objection, check_objects
from youwei.listening.results.models import Estimate, Objection
from youwei.listening.results.rules import events
from youwei.listening.results.rules.refusals import ObjectedAlready, ObjectionTooLate
from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.writing import held_estimate, held_objection, needed, person, track


@operation
def file_objection(*, actor: Actor, estimate: Estimate, organ: Organ, text: str) -> Objection:
    estimate = held_estimate(estimate)
    check_objects(actor, estimate, organ.pk)
    if estimate.object_until is None or clock.today() > estimate.object_until:
        raise ObjectionTooLate(until=estimate.object_until)
    if estimate.objections.filter(organ=organ).exclude(state=State.WITHDRAWN).exists():
        raise ObjectedAlready
    filed = Objection.objects.create(
        estimate=estimate,
        organ=organ,
        text=needed(text),
        filed_by=person(actor),
        filed_on=clock.today(),
    )
    event = events.ObjectionFiled(organ=organ.name)
    track(actor, estimate.round, event, subject=filed.subject)
    return filed


@operation
def withdraw(*, actor: Actor, objection: Objection) -> Objection:
    objection = held_objection(objection)
    objection.state = check_objection(actor, objection, "withdraw")
    objection.save()
    event = events.ObjectionWithdrawn(organ=objection.organ.name)
    track(actor, objection.estimate.round, event, subject=objection.subject)
    return objection


@operation
def reject(*, actor: Actor, objection: Objection, text: str) -> Objection:
    """With reasons that the organ reads."""
    return _decided(actor, objection, "reject", text, "")


@operation
def uphold(*, actor: Actor, objection: Objection, text: str, remedy: Remedy) -> Objection:
    """The result is made anew before anything is published; `remedy` says how."""
    return _decided(actor, objection, "uphold", text, Remedy(remedy))


def _decided(actor: Actor, objection: Objection, move: str, text: str, remedy: str) -> Objection:
    objection = held_objection(objection)
    objection.state = check_objection(actor, objection, move)
    objection.decision, objection.remedy = needed(text), remedy
    objection.decided_by, objection.decided_on = person(actor), clock.today()
    objection.save()
    event = events.ObjectionDecided(
        organ=objection.organ.name, state=objection.state, remedy=remedy
    )
    track(actor, objection.estimate.round, event, subject=objection.subject)
    return objection
