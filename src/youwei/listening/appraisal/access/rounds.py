"""Who may what with a round: the office prepares, the leading group freezes, opens and closes."""

from django.db.models import Q, QuerySet

from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.appraisal.models import RosterEntry, Round
from youwei.listening.appraisal.rules.refusals import InterestDeclared, SecondPerson
from youwei.listening.appraisal.rules.states import ROUND, Party, State

_SECOND = frozenset({"freeze", "return"})
# Where one decides about organs: a declared interest in one of them bars (C-10).
_JUDGING = frozenset({"freeze", "return", "decide"})


def visible_to(actor: Actor) -> QuerySet[Round]:
    rounds = Round.objects.all()
    if actor.kind is ActorKind.SYSTEM:
        return rounds
    return rounds.filter(
        Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE))
        | Q(campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    )


def check_sees_rounds(actor: Actor) -> None:
    if not actor.holds(Role.OFFICE, Role.LEADING_GROUP):
        raise NotAllowed


def can_see_rounds(actor: Actor) -> bool:
    try:
        check_sees_rounds(actor)
    except Refusal:
        return False
    return True


def check_prepares(actor: Actor, office_organ_id: int) -> None:
    """Before there is a round: questions, and the round itself."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if office_organ_id not in actor.organs_as(Role.OFFICE):
        raise NotAllowed


def can_prepare(actor: Actor, office_organ_id: int) -> bool:
    try:
        check_prepares(actor, office_organ_id)
    except Refusal:
        return False
    return True


def parties_of(actor: Actor, round_: Round) -> frozenset[Party]:
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.CALENDAR})
    parties = set()
    if round_.campaign.office_organ_id in actor.organs_as(Role.OFFICE):
        parties.add(Party.OFFICE)
    if round_.campaign.leading_organ_id in actor.organs_as(Role.LEADING_GROUP):
        parties |= {Party.LEADING, Party.SECOND}
    return frozenset(parties)


def check_move(actor: Actor, round_: Round, move: str) -> State:
    """The state to which the move leads."""
    if not visible_to(actor).filter(pk=round_.pk).exists():
        raise NotFound
    if move in _SECOND and round_.proposed_by_id == actor.account_id:
        raise SecondPerson
    if move in _JUDGING and _has_interest(actor, round_):
        raise InterestDeclared
    refusal: Refusal = NotAllowed()
    for party in sorted(parties_of(actor, round_)):
        try:
            return ROUND.after(State(round_.state), move, party)
        except Refusal as refused:
            refusal = refused
    raise refusal


def moves_for(actor: Actor, round_: Round) -> frozenset[str]:
    """What this person may do now."""
    parties = parties_of(actor, round_)
    names = {move.name for one in parties for move in ROUND.moves_for(State(round_.state), one)}
    if round_.proposed_by_id is not None and round_.proposed_by_id == actor.account_id:
        names -= _SECOND
    if names & _JUDGING and _has_interest(actor, round_):
        names -= _JUDGING
    return frozenset(names)


def check_judges(actor: Actor, organ_id: int) -> None:
    """Nobody puts the own organ, or one of a declared interest, on the roster or takes it off."""
    if actor.kind is not ActorKind.SYSTEM and organ_id in actor.conflicts:
        raise InterestDeclared


def _has_interest(actor: Actor, round_: Round) -> bool:
    if not actor.recused_from:
        return False
    rated = RosterEntry.objects.filter(round=round_, left_out="")
    return rated.filter(organ__in=actor.recused_from).exists()
