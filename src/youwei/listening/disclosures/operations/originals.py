"""The original of an evidence file: opened as evidence, by one who holds a key to it."""

from dataclasses import dataclass, field

from youwei.foundation.files.queries import attached_in, open_original
from youwei.foundation.files.rules.refusals import FileMissing
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.kernel.age import NotForThisKey
from youwei.listening.disclosures.queries.originals import original_key
from youwei.listening.disclosures.rules.events import OriginalOpened
from youwei.listening.disclosures.rules.states import Need


@dataclass(frozen=True, slots=True)
class AsHandedIn:
    name: str
    content: bytes = field(repr=False)


@operation
def open_as_evidence(*, actor: Actor, number: int, secret: str, need: Need) -> AsHandedIn:
    """`secret` is the actor's own. The history of the matter, which the organ in charge reads, does
    not show it: nobody shall learn there that a discipline body looks closer.
    """
    key = original_key(actor, number)
    original = key.original
    try:
        content = open_original(original, bytes(key.wrapped), secret)
    except NotForThisKey:
        raise FileMissing from None
    record(
        actor=actor,
        event=OriginalOpened(sha256=original.sha256, need=need),
        subject=original.subject,
        campaign_id=attached_in(original.file).campaign_id,
    )
    return AsHandedIn(original.file.name, content)
