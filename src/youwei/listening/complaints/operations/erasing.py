"""What is kept no longer than needed (C-46): the page that collects it says for how long."""

from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints.models import Case, Writer
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.writing import locked, track


@operation
def erase_writer(*, actor: Actor, case: Case) -> Case:
    """Name and contact are gone for good; the case stays, as one of an unknown writer."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    case = locked(case)
    Writer.objects.filter(case=case).delete()
    track(actor, case, events.WriterErased())
    return case
