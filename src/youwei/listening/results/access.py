"""Who sees a result, and when; who decides on objections; who publishes.

The office estimates and shows; an organ's lead reads the own organ's result from the day on which
it is shown, and objects; the leading group decides and publishes. What is published is for all.
"""

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel.actor import Actor, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.appraisal.access.rounds import visible_to as rounds_visible_to
from youwei.listening.appraisal.models import Round
from youwei.listening.results.models import Estimate, Objection, Publication, Use, Voice
from youwei.listening.results.rules.refusals import SecondPersonApproves, SomebodyElse
from youwei.listening.results.rules.states import OBJECTION, Party, State

_OVERSEEING = (Role.OFFICE, Role.LEADING_GROUP)


def visible_to(actor: Actor) -> QuerySet[Estimate]:
    """Whole results: for those who see the rounds."""
    return Estimate.objects.filter(round__in=rounds_visible_to(actor))


def own_results(actor: Actor) -> QuerySet[Estimate]:
    """Results that were shown, of rounds in which an organ of this lead was rated. Of a result that
    was made anew only the one that stands.
    """
    return Estimate.objects.filter(
        stands=True,
        shown_on__isnull=False,
        round__roster__organ__in=actor.organs_as(Role.LEAD),
        round__roster__left_out="",
    ).distinct()


def check_sees_results(actor: Actor) -> None:
    if not actor.holds(*_OVERSEEING, Role.LEAD):
        raise NotAllowed


def can_see_results(actor: Actor) -> bool:
    try:
        check_sees_results(actor)
    except Refusal:
        return False
    return True


def check_oversees(actor: Actor) -> None:
    if not actor.holds(*_OVERSEEING):
        raise NotAllowed


def can_oversee(actor: Actor) -> bool:
    try:
        check_oversees(actor)
    except Refusal:
        return False
    return True


def check_round(actor: Actor, round_: Round) -> None:
    """Of the office or the leading group of this round's campaign."""
    if not rounds_visible_to(actor).filter(pk=round_.pk).exists():
        raise NotFound


def check_objects(actor: Actor, estimate: Estimate, organ_id: int) -> None:
    """Only for the organ that one leads."""
    if not own_results(actor).filter(pk=estimate.pk).exists():
        raise NotFound
    if organ_id not in actor.organs_as(Role.LEAD):
        raise NotAllowed


def check_objection(actor: Actor, objection: Objection, move: str) -> State:
    """The state to which the move leads."""
    parties = _parties(actor, objection)
    if not parties:
        raise NotFound
    refusal: Refusal = NotAllowed()
    for party in sorted(parties):
        try:
            target = OBJECTION.after(State(objection.state), move, party)
        except Refusal as refused:
            refusal = refused
            continue
        if party is Party.DECIDER:
            _check_decides(actor, objection)
        return target
    raise refusal


def moves_for(actor: Actor, objection: Objection) -> tuple[str, ...]:
    """In the order of the table."""
    parties = _parties(actor, objection)
    if Party.DECIDER in parties and not _can_decide(actor, objection):
        parties -= {Party.DECIDER}
    names = {
        move.name
        for party in parties
        for move in OBJECTION.moves_for(State(objection.state), party)
    }
    return tuple(move.name for move in OBJECTION.moves if move.name in names)


def _parties(actor: Actor, objection: Objection) -> frozenset[Party]:
    campaign = objection.estimate.round.campaign
    parties = set()
    if objection.organ_id in actor.organs_as(Role.LEAD):
        parties.add(Party.ORGAN)
    if campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP):
        parties.add(Party.DECIDER)
    return frozenset(parties)


def _check_decides(actor: Actor, objection: Objection) -> None:
    """Neither who made or showed the result, nor anybody bound up with the organ (C-10, C-23)."""
    estimate = objection.estimate
    if actor.account_id in {estimate.made_by_id, estimate.shown_by_id}:
        raise SomebodyElse
    if objection.organ_id in actor.conflicts:
        raise NotAllowed


def _can_decide(actor: Actor, objection: Objection) -> bool:
    try:
        _check_decides(actor, objection)
    except Refusal:
        return False
    return True


def check_leads(actor: Actor, campaign: Campaign) -> None:
    """Publishes, and takes down."""
    if campaign.leading_organ_id not in actor.organs_as(Role.LEADING_GROUP):
        raise NotAllowed


def can_lead(actor: Actor, campaign: Campaign) -> bool:
    try:
        check_leads(actor, campaign)
    except Refusal:
        return False
    return True


def check_approves(actor: Actor, voice: Voice) -> None:
    check_round(actor, voice.round)
    if voice.written_by_id == actor.account_id:
        raise SecondPersonApproves
    if voice.sources.filter(organ__in=actor.conflicts).exists():
        raise NotAllowed


def can_approve(actor: Actor, voice: Voice) -> bool:
    try:
        check_approves(actor, voice)
    except Refusal:
        return False
    return True


def published() -> QuerySet[Publication]:
    """Open to everybody: what stands, and in its place what was corrected."""
    return Publication.objects.select_related("estimate__round__campaign")


def uses_visible_to(actor: Actor) -> QuerySet[Use]:
    """All for those who oversee; of the own organ for its lead."""
    rows = Use.objects.select_related("publication__estimate__round", "organ")
    seen = rows.filter(publication__estimate__round__in=rounds_visible_to(actor))
    return (seen | rows.filter(organ__in=actor.organs_as(Role.LEAD))).distinct()
