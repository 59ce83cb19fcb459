"""Shown to the organs, then published by the leading group, and corrected in the same place."""

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.operations.rounds import move_on
from youwei.listening.results.access import check_leads
from youwei.listening.results.models import Estimate, Objection, Publication
from youwei.listening.results.rules import events
from youwei.listening.results.rules.refusals import (
    MadeAnewFirst,
    NotEstimated,
    NotPublished,
    ObjectionsOpen,
    StillObjecting,
)
from youwei.listening.results.rules.states import State
from youwei.listening.results.writing import (
    held_estimate,
    held_publication,
    needed,
    person,
    track,
)


@operation
def show(*, actor: Actor, estimate: Estimate) -> Estimate:
    """Each organ reads its own result from now on and can object for the days of the rulebook, five
    working days at the least (C-41).
    """
    estimate = held_estimate(estimate)
    round_ = estimate.round
    check_move(actor, round_, "show")
    if not estimate.stands:
        raise NotEstimated
    until = due(clock.today(), rules_of(round_.campaign).publication.objection.term, calendar())
    estimate.shown_by, estimate.shown_on = person(actor), clock.today()
    estimate.object_until, estimate.object_provisional = until.on, until.provisional
    estimate.save()
    move_on(actor=actor, round_=round_, move="show")
    event = events.ResultShown(number=estimate.number, until=until.on)
    track(actor, round_, event, subject=estimate.subject)
    return estimate


@operation
def publish(*, actor: Actor, estimate: Estimate) -> Publication:
    """By the leading group, when the time to object is over and each objection is decided. Raises
    StillObjecting, ObjectionsOpen, MadeAnewFirst.
    """
    estimate = held_estimate(estimate)
    round_ = estimate.round
    check_move(actor, round_, "publish")
    if not estimate.stands or estimate.object_until is None:
        raise NotEstimated
    if clock.today() <= estimate.object_until:
        raise StillObjecting(until=estimate.object_until)
    _check_objections(estimate)
    made = Publication.objects.create(
        estimate=estimate, published_by=person(actor), published_on=clock.today()
    )
    move_on(actor=actor, round_=round_, move="publish")
    event = events.ResultPublished(number=estimate.number, sha256=estimate.sha256)
    track(actor, round_, event, subject=estimate.subject)
    return made


@operation
def correct(*, actor: Actor, publication: Publication, text: str) -> Publication:
    """It was wrong: taken down at once; in its place stands what was wrong. Uses that rest on it
    stay in the register and say so (C-24).
    """
    publication = held_publication(publication)
    round_ = publication.estimate.round
    check_leads(actor, round_.campaign)
    if publication.corrected_on is not None:
        raise NotPublished
    publication.correction, publication.corrected_on = needed(text), clock.today()
    publication.save()
    move_on(actor=actor, round_=round_, move="correct")
    event = events.ResultCorrected(
        number=publication.estimate.number, uses=publication.uses.filter(struck="").count()
    )
    track(actor, round_, event, subject=publication.estimate.subject)
    return publication


def _check_objections(estimate: Estimate) -> None:
    objections = Objection.objects.filter(estimate=estimate)
    undecided = objections.filter(state=State.FILED).count()
    if undecided:
        raise ObjectionsOpen(number=undecided)
    if objections.filter(state=State.UPHELD).exists():
        raise MadeAnewFirst
