"""Which organs receive: set up once for each place."""

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed
from youwei.listening.disclosures.models import ReceivingBody
from youwei.listening.disclosures.rules.events import BodyAppointed
from youwei.listening.disclosures.rules.refusals import SameBody
from youwei.listening.disclosures.rules.routing import Step


@operation
def appoint(*, actor: Actor, place: Jurisdiction, step: Step, organ: Organ) -> ReceivingBody:
    """By the set-up. What was received before stays with those for whom it was sealed."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    if ReceivingBody.objects.filter(place=place, organ=organ).exclude(step=step).exists():
        raise SameBody(field="organ")
    body, _ = ReceivingBody.objects.update_or_create(
        place=place, step=step, defaults={"organ": organ}
    )
    event = BodyAppointed(place=place.code, step=step, organ=organ.name)
    record(actor=actor, event=event, subject=f"disclosure_body:{body.pk}")
    return body
