"""What is kept no longer than needed (C-46)."""

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed
from youwei.listening.disclosures.models import Disclosure, Identity
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.writing import locked, track


@operation
def erase_identity(*, actor: Actor, disclosure: Disclosure) -> Disclosure:
    """Name and contact are gone for good, and what was handed over of them."""
    _check_system(actor)
    disclosure = locked(disclosure)
    Identity.objects.filter(disclosure=disclosure).delete()
    disclosure.openings.update(handed=None)
    track(actor, disclosure, events.IdentityErased())
    return disclosure


@operation
def erase(*, actor: Actor, disclosure: Disclosure) -> Disclosure:
    """Words, files and keys go; number, days and state stay, as a fact."""
    _check_system(actor)
    disclosure = locked(disclosure)
    disclosure.entries.all().delete()
    disclosure.report_keys.all().delete()
    disclosure.erased_on, disclosure.reporter_lock = clock.today(), b""
    disclosure.save(update_fields=["erased_on", "reporter_lock"])
    track(actor, disclosure, events.DisclosureErased())
    return disclosure


def _check_system(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
