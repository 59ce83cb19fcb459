"""What is kept no longer than needed (C-46). It is asked once more under the lock: another worker
may have been first, and a hold may have come.
"""

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.disclosures.models import Disclosure, Identity, RecoveryPiece
from youwei.listening.disclosures.queries.keeping import is_over
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.keeping import CONTENT, IDENTITY
from youwei.listening.disclosures.writing import locked, track


@operation
def erase_identity(*, actor: Actor, disclosure: Disclosure) -> Disclosure:
    """Name and contact are gone for good, and what was handed over of them. Raises WrongState."""
    _check_system(actor)
    disclosure = locked(disclosure)
    if not Identity.objects.filter(disclosure=disclosure).exists():
        raise WrongState
    _check_over(disclosure, IDENTITY)
    Identity.objects.filter(disclosure=disclosure).delete()
    disclosure.openings.update(handed=None)
    track(actor, disclosure, events.IdentityErased())
    return disclosure


@operation
def erase(*, actor: Actor, disclosure: Disclosure) -> Disclosure:
    """Words, files and keys go; number, days and state stay, as a fact. Raises WrongState."""
    _check_system(actor)
    disclosure = locked(disclosure)
    if disclosure.erased_on is not None:
        raise WrongState
    _check_over(disclosure, CONTENT)
    disclosure.entries.all().delete()
    disclosure.report_keys.all().delete()
    disclosure.recovery_wraps.all().delete()
    RecoveryPiece.objects.filter(disclosure=disclosure).delete()
    disclosure.erased_on, disclosure.reporter_lock = clock.today(), b""
    disclosure.save(update_fields=["erased_on", "reporter_lock"])
    track(actor, disclosure, events.DisclosureErased())
    return disclosure


def _check_over(disclosure: Disclosure, kind: str) -> None:
    if not is_over(disclosure, kind):
        raise WrongState


def _check_system(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
