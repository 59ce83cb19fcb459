"""Opening what was sealed: each time on record, and never for whoever is tied to the organ."""

from dataclasses import dataclass, field

from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import Actor
from youwei.listening.disclosures.access import check_reads, own_key
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.queries.thread import (
    Line,
    attachment,
    lines,
    organ_named,
    report_secret,
)
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.contents import Attachment
from youwei.listening.disclosures.writing import locked, track


@dataclass(frozen=True, slots=True)
class Opened:
    """`recused`: nothing is shown; `lines` is empty then."""

    lines: tuple[Line, ...] = field(repr=False)
    recused: bool = False


@operation
def open_disclosure(*, actor: Actor, disclosure: Disclosure, secret: str) -> Opened:
    """`secret` is the actor's own. Who declared an interest since it was sealed, or serves the
    organ now, loses the wrapped key instead, as long as another recipient has one (C-10).
    """
    check_reads(actor, disclosure)
    disclosure, key = locked(disclosure), own_key(actor)
    opened = report_secret(disclosure, key, secret)
    if organ_named(disclosure, opened) in actor.conflicts:
        if disclosure.report_keys.count() > 1:
            disclosure.report_keys.filter(recipient=key).delete()
        track(actor, disclosure, events.RecipientRecused())
        return Opened((), recused=True)
    track(actor, disclosure, events.DisclosureOpened())
    return Opened(lines(disclosure, opened))


@operation
def open_file(
    *, actor: Actor, disclosure: Disclosure, file_id: int, secret: str
) -> Attachment | None:
    """None for whoever is tied to the organ."""
    check_reads(actor, disclosure)
    disclosure = locked(disclosure)
    opened = report_secret(disclosure, own_key(actor), secret)
    if organ_named(disclosure, opened) in actor.conflicts:
        track(actor, disclosure, events.RecipientRecused())
        return None
    found = attachment(disclosure, file_id, opened)
    track(actor, disclosure, events.FileOpened(file=file_id))
    return found
