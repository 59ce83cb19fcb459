"""What is added later, either way."""

from collections.abc import Sequence

from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import Invalid, WrongState
from youwei.listening.disclosures.access import check_reads, check_reporter
from youwei.listening.disclosures.models import Disclosure, Entry
from youwei.listening.disclosures.queries.receiving import disclosing
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.contents import Told
from youwei.listening.disclosures.rules.states import Said
from youwei.listening.disclosures.writing import check_untied, digest, locked, say, track, words


@operation
def add(
    *, actor: Actor, disclosure: Disclosure, text: str, uploads: Sequence[WorkingCopy] = ()
) -> Entry:
    """The reporter adds facts or files, in whatever state the matter is."""
    check_reporter(actor, disclosure)
    disclosure = _kept(disclosure)
    entry = say(disclosure, Said.ADDITION, Told(text=_said(text, uploads)), uploads)
    track(actor, disclosure, events.ReporterWrote(entry=entry.pk, sealed=digest(entry)))
    return entry


@operation
def tell_retaliation(*, actor: Actor, disclosure: Disclosure, text: str = "") -> Entry:
    """“I suffer retaliation”: needs no words, and starts a clock (C-13)."""
    check_reporter(actor, disclosure)
    disclosure = _kept(disclosure)
    by = due(clock.today(), disclosing(disclosure.campaign).retaliation.term, calendar())
    told = Told(text=words(text))
    entry = say(disclosure, Said.RETALIATION, told, due=(by.on, by.provisional))
    track(actor, disclosure, events.RetaliationTold(entry=entry.pk, due_on=by.on))
    return entry


@operation
def take_up(*, actor: Actor, entry: Entry, secret: str) -> Entry:
    """A recipient begins to protect the reporter."""
    check_reads(actor, entry.disclosure)
    disclosure = locked(entry.disclosure)
    check_untied(actor, disclosure, secret)
    entry = Entry.objects.get(pk=entry.pk)
    if entry.said != Said.RETALIATION or entry.taken_up_on is not None:
        raise WrongState
    entry.taken_up_on = clock.today()
    entry.save(update_fields=["taken_up_on"])
    track(actor, disclosure, events.RetaliationTakenUp(entry=entry.pk))
    return entry


@operation
def write(
    *, actor: Actor, disclosure: Disclosure, secret: str, text: str, asks: bool = False
) -> Entry:
    """A recipient answers, or asks something; the reporter reads it with the passphrase."""
    check_reads(actor, disclosure)
    disclosure = _kept(disclosure)
    check_untied(actor, disclosure, secret)
    said = Said.QUESTION if asks else Said.ANSWER
    entry = say(disclosure, said, Told(text=_said(text)))
    track(actor, disclosure, events.RecipientWrote(entry=entry.pk, sealed=digest(entry)))
    return entry


def _kept(disclosure: Disclosure) -> Disclosure:
    disclosure = locked(disclosure)
    if disclosure.erased_on is not None:
        raise WrongState
    return disclosure


def _said(text: str, uploads: Sequence[WorkingCopy] = ()) -> str:
    cleaned = words(text)
    if not cleaned and not uploads:
        raise Invalid(field="text")
    return cleaned
