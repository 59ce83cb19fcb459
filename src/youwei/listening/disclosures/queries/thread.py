"""What a key opens: the thread of a disclosure, its files, and the organ that it is about."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from youwei.kernel.actor import Actor
from youwei.kernel.age import NotForThisKey, unseal, unwrap
from youwei.kernel.refusal import NotFound
from youwei.listening.disclosures.access import own_key
from youwei.listening.disclosures.models import Disclosure, Entry, RecipientKey, SealedFile
from youwei.listening.disclosures.rules.contents import (
    Attachment,
    to_attachment,
    to_told,
)
from youwei.listening.disclosures.rules.states import BY_REPORTER, Said


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read. `text` is None where this reader's key does not open it, which is
    how a reporter sees what they wrote themselves, or where it was damaged.
    """

    id: int
    said: Said
    on: date
    text: str | None = field(repr=False)
    organ: int | None
    files: tuple[tuple[int, str], ...] = field(repr=False)
    taken_up_on: date | None
    due_on: date | None

    @property
    def by_reporter(self) -> bool:
        return self.said in BY_REPORTER


def report_secret(disclosure: Disclosure, key: RecipientKey, secret: str) -> str:
    """The disclosure's secret key. Raises NotFound where it was not wrapped for this key, and
    NotForThisKey where that is damaged.
    """
    wrapped = disclosure.report_keys.filter(recipient=key).first()
    if wrapped is None:
        raise NotFound
    return unwrap(wrapped.wrapped, secret)


def secret_for(actor: Actor, disclosure: Disclosure, secret: str) -> str:
    return report_secret(disclosure, own_key(actor), secret)


def lines(disclosure: Disclosure, secret: str) -> tuple[Line, ...]:
    """Everything that was said, opened with the disclosure's or the reporter's secret key; two
    queries.
    """
    entries = disclosure.entries.prefetch_related(
        Prefetch("files", SealedFile.objects.defer("sealed"))
    )
    return tuple(_line(entry, secret) for entry in entries)


def organ_named(disclosure: Disclosure, secret: str) -> int | None:
    """The organ that the reporter named in the form; it stands under the seal only."""
    first = disclosure.entries.filter(said=Said.REPORT).first()
    return None if first is None else to_told(unseal(first.sealed, secret)).organ


def attachment(disclosure: Disclosure, file_id: int, secret: str) -> Attachment:
    """Raises NotFound."""
    found = SealedFile.objects.filter(entry__disclosure=disclosure, pk=file_id).first()
    if found is None:
        raise NotFound
    return to_attachment(unseal(found.sealed, secret))


def _line(entry: Entry, secret: str) -> Line:
    try:
        told = to_told(unseal(entry.sealed, secret))
    except NotForThisKey:
        told = None
    files = [file.pk for file in entry.files.all()]
    return Line(
        id=entry.pk,
        said=Said(entry.said),
        on=entry.on,
        text=told.text if told else None,
        organ=told.organ if told else None,
        files=tuple(zip(files, told.files, strict=True)) if told else (),
        taken_up_on=entry.taken_up_on,
        due_on=entry.due_on,
    )
