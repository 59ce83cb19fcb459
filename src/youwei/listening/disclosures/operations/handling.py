"""Accepting, declining, disposal, conclusion, and what the reporter is told: facts with days.

`secret` is the actor's own key: who cannot open a disclosure, or is tied to the organ that it is
about, does nothing with it.
"""

from datetime import date

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.kernel.refusal import Invalid
from youwei.listening.disclosures.access import check_move
from youwei.listening.disclosures.models import Clarification, Disclosure, Disposal
from youwei.listening.disclosures.queries.receiving import disclosing
from youwei.listening.disclosures.rules import events
from youwei.listening.disclosures.rules.contents import Told
from youwei.listening.disclosures.rules.refusals import NotDisposed
from youwei.listening.disclosures.rules.states import Cleared, Said, Way
from youwei.listening.disclosures.writing import check_untied, locked, past_day, say, track, words


@operation
def accept(*, actor: Actor, disclosure: Disclosure, secret: str, text: str) -> Disclosure:
    """受理, told to the reporter at once."""
    disclosure = locked(disclosure)
    disclosure.state = check_move(actor, disclosure, "accept")
    check_untied(actor, disclosure, secret)
    say(disclosure, Said.ACCEPTANCE, Told(text=_needed(text)))
    disclosure.answered_on = clock.today()
    disclosure.save(update_fields=["state", "answered_on"])
    track(actor, disclosure, events.DisclosureAccepted())
    return disclosure


@operation
def decline(*, actor: Actor, disclosure: Disclosure, secret: str, text: str) -> Disclosure:
    """Not within the body's remit; the reporter reads why, and who is competent."""
    disclosure = locked(disclosure)
    disclosure.state = check_move(actor, disclosure, "decline")
    check_untied(actor, disclosure, secret)
    say(disclosure, Said.REFUSAL, Told(text=_needed(text)))
    disclosure.answered_on = disclosure.ended_on = clock.today()
    disclosure.save(update_fields=["state", "answered_on", "ended_on"])
    track(actor, disclosure, events.DisclosureDeclined())
    return disclosure


@operation
def dispose(*, actor: Actor, disclosure: Disclosure, secret: str, way: Way, on: date) -> Disposal:
    """处置方式 with its day, and nothing more."""
    disclosure = locked(disclosure)
    check_move(actor, disclosure, "dispose")
    check_untied(actor, disclosure, secret)
    disposal = Disposal.objects.create(disclosure=disclosure, way=way, on=past_day(disclosure, on))
    track(actor, disclosure, events.DisposalRecorded(way=way, on=on))
    return disposal


@operation
def conclude(*, actor: Actor, disclosure: Disclosure, secret: str, on: date) -> Disclosure:
    """办结; the clock of telling the result begins on that day."""
    disclosure = locked(disclosure)
    disclosure.state = check_move(actor, disclosure, "conclude")
    check_untied(actor, disclosure, secret)
    if not disclosure.disposals.exists():
        raise NotDisposed
    disclosure.concluded_on = past_day(disclosure, on)
    told_by = due(on, disclosing(disclosure.campaign).result.term, calendar())
    disclosure.result_due_on, disclosure.result_due_provisional = told_by.on, told_by.provisional
    disclosure.save(
        update_fields=["state", "concluded_on", "result_due_on", "result_due_provisional"]
    )
    track(actor, disclosure, events.DisclosureConcluded(on=on))
    return disclosure


@operation
def tell(*, actor: Actor, disclosure: Disclosure, secret: str, text: str) -> Disclosure:
    """The result. That nothing was proved says nothing about the reporter (C-16)."""
    disclosure = locked(disclosure)
    disclosure.state = check_move(actor, disclosure, "tell")
    check_untied(actor, disclosure, secret)
    say(disclosure, Said.RESULT, Told(text=_needed(text)))
    disclosure.told_on = disclosure.ended_on = clock.today()
    disclosure.save(update_fields=["state", "told_on", "ended_on"])
    track(actor, disclosure, events.ResultTold())
    return disclosure


@operation
def clear(
    *, actor: Actor, disclosure: Disclosure, secret: str, how: Cleared, on: date
) -> Clarification:
    """澄清: that a person about whom nothing was found was told so, and how. No name is kept."""
    disclosure = locked(disclosure)
    check_move(actor, disclosure, "clear")
    check_untied(actor, disclosure, secret)
    made = Clarification.objects.create(disclosure=disclosure, how=how, on=past_day(disclosure, on))
    track(actor, disclosure, events.ClarificationRecorded(how=how, on=on))
    return made


def _needed(text: str) -> str:
    cleaned = words(text)
    if not cleaned:
        raise Invalid(field="text")
    return cleaned
