"""Who asks for an export, who decides, who downloads."""

from django.db.models import Q, QuerySet

from youwei.foundation.exports.models import Export
from youwei.foundation.exports.rules.states import EXPORT, Party, State
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed

DECIDING = (Role.LEAD, Role.OFFICE, Role.LEADING_GROUP)
# Their roles show them no list of which a file could be made.
_WITHOUT_LISTS = frozenset({Role.SUPERVISOR, Role.DISCIPLINE, Role.APPRAISER})


def can_ask(actor: Actor) -> bool:
    """Whoever works with content; administrators read none and take none out."""
    if not actor.is_staff or actor.holds(*ADMINISTRATORS):
        return False
    return any(grant.role not in _WITHOUT_LISTS for grant in actor.grants)


def check_asks(actor: Actor) -> None:
    if not can_ask(actor):
        raise NotAllowed


def visible_to(actor: Actor) -> QuerySet[Export]:
    """One's own, and those that one may decide."""
    if actor.account_id is None:
        return Export.objects.none()
    mine = Q(requested_by=actor.account_id)
    if not actor.holds(*DECIDING):
        return Export.objects.filter(mine)
    listed = Export.objects.filter(deciders__account=actor.account_id).order_by()
    return Export.objects.filter(mine | Q(pk__in=listed.values("pk")))


def parties_to(actor: Actor, export: Export) -> frozenset[Party]:
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.SYSTEM})
    if actor.account_id == export.requested_by_id:
        return frozenset({Party.REQUESTER})
    listed = export.deciders.filter(account=actor.account_id).exists()
    return frozenset({Party.SECOND} if listed and actor.holds(*DECIDING) else ())


def check_move(actor: Actor, export: Export, move: str) -> State:
    """The state that the move leads to; who may read every row is asked besides."""
    for party in parties_to(actor, export):
        return EXPORT.after(State(export.state), move, party)
    raise NotAllowed


def moves_for(actor: Actor, export: Export) -> frozenset[str]:
    if export.expires_at <= clock.now():
        return frozenset()
    state = State(export.state)
    return frozenset(
        move.name for party in parties_to(actor, export) for move in EXPORT.moves_for(state, party)
    )
