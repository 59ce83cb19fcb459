"""结果应用登记簿 (A6): which result was used for which decision, by whom, when."""

from datetime import date

from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.words import clean_label
from youwei.listening.results.access import check_round
from youwei.listening.results.models import Publication, Use
from youwei.listening.results.rules import events
from youwei.listening.results.rules.refusals import (
    DecidedLater,
    NotPublished,
    StruckAlready,
    TellsWho,
)
from youwei.listening.results.rules.uses import Purpose
from youwei.listening.results.writing import (
    LINE_LIMIT,
    held_publication,
    held_use,
    needed,
    person,
    track,
)
from youwei.text.identifying import Kind, find


@operation
def record_use(
    *,
    actor: Actor,
    publication: Publication,
    organ: Organ,
    purpose: Purpose,
    decision: str,
    decided_by: str,
    decided_on: date,
) -> Use:
    """Only a published result of a ranked organ can be used; a corrected one no more. No person is
    named: the register is about organs (C-30).
    """
    publication = held_publication(publication)
    round_ = publication.estimate.round
    check_round(actor, round_)
    if publication.corrected_on is not None or not _rated(publication, organ):
        raise NotPublished
    if decided_on > clock.today():
        raise DecidedLater(field="decided_on")
    lines = {
        "decision": clean_label(decision, limit=LINE_LIMIT, field="decision"),
        "decided_by": clean_label(decided_by, limit=LINE_LIMIT, field="decided_by"),
    }
    for field, line in lines.items():
        names = [one.text for one in find(line) if one.kind is Kind.NAME]
        if names:
            raise TellsWho(found="、".join(names), field=field)
    use = Use.objects.create(
        publication=publication,
        organ=organ,
        purpose=Purpose(purpose),
        decided_on=decided_on,
        recorded_by=person(actor),
        recorded_on=clock.today(),
        **lines,
    )
    event = events.UseRecorded(organ=organ.name, purpose=use.purpose, decision=use.decision)
    track(actor, round_, event, subject=use.subject)
    return use


@operation
def strike(*, actor: Actor, use: Use, text: str) -> Use:
    """The entry stays, with the reason why it does not hold."""
    use = held_use(use)
    round_ = use.publication.estimate.round
    check_round(actor, round_)
    if use.struck:
        raise StruckAlready
    use.struck = needed(text)
    use.save(update_fields=["struck"])
    event = events.UseStruck(organ=use.organ.name, purpose=use.purpose, decision=use.decision)
    track(actor, round_, event, subject=use.subject)
    return use


def _rated(publication: Publication, organ: Organ) -> bool:
    withheld = organ.pk in publication.estimate.withheld
    roster = publication.estimate.round.roster
    return not withheld and roster.filter(organ=organ, left_out="").exists()
