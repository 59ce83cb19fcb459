"""What every operation here does: lock the row, clean, seal, and record without an hour."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time

from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import record
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.age import seal
from youwei.kernel.events import Event
from youwei.kernel.words import clean_text
from youwei.listening.disclosures.models import Disclosure, Entry, SealedFile
from youwei.listening.disclosures.queries.thread import organ_named, secret_for
from youwei.listening.disclosures.rules.contents import (
    Attachment,
    Told,
    of_attachment,
    of_told,
)
from youwei.listening.disclosures.rules.refusals import DayAhead, Recused
from youwei.listening.disclosures.rules.states import BY_REPORTER, Said

TEXT_LIMIT = 5_000


def locked(disclosure: Disclosure) -> Disclosure:
    """The row as it is now, held until the transaction ends."""
    return (
        Disclosure.objects.select_for_update(of=("self",))
        .select_related("campaign", "body")
        .get(pk=disclosure.pk)
    )


def check_untied(actor: Actor, disclosure: Disclosure, secret: str) -> None:
    """Raises Recused for whoever is tied to the organ, which only a key can tell: so whoever acts
    on a disclosure opens it with their own `secret` (C-10).
    """
    if organ_named(disclosure, secret_for(actor, disclosure, secret)) in actor.conflicts:
        raise Recused


def track(actor: Actor, disclosure: Disclosure, event: Event) -> None:
    """What a reporter does is recorded with its day only: an hour could be compared with others."""
    with _without_hour(actor):
        record(
            actor=actor,
            event=event,
            subject=disclosure.subject,
            campaign_id=disclosure.campaign_id,
        )


@contextmanager
def _without_hour(actor: Actor) -> Iterator[None]:
    if actor.kind is not ActorKind.CITIZEN:
        yield
        return
    with clock.at(datetime.combine(clock.today(), time.min, tzinfo=clock.ZONE)):
        yield


def say(
    disclosure: Disclosure,
    said: Said,
    told: Told,
    uploads: Sequence[WorkingCopy] = (),
    due: tuple[date, bool] | None = None,
) -> Entry:
    """Sealed before it is stored: a reporter's words to the disclosure's key, an answer to the
    reporter's as well. A reporter cannot open again what they wrote (C-04).
    """
    to = [disclosure.public]
    if said not in BY_REPORTER:
        to.append(disclosure.reporter_public)
    told = replace(told, files=tuple(copy.name for copy in uploads))
    entry = Entry.objects.create(
        disclosure=disclosure,
        said=said,
        on=clock.today(),
        sealed=seal(of_told(told), to=to),
        due_on=due[0] if due else None,
        due_provisional=due[1] if due else False,
    )
    for copy in uploads:
        file = Attachment(copy.name, copy.media_type, copy.content)
        SealedFile.objects.create(entry=entry, sealed=seal(of_attachment(file), to=to))
    return entry


def words(text: str, *, field: str = "text", limit: int = TEXT_LIMIT) -> str:
    return clean_text(text, limit=limit, field=field)


def digest(entry: Entry) -> str:
    return hashlib.sha256(entry.sealed).hexdigest()


def past_day(disclosure: Disclosure, on: date) -> date:
    """Raises DayAhead."""
    if not disclosure.received_on <= on <= clock.today():
        raise DayAhead(field="on")
    return on
