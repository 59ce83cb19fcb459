"""Who calls: somebody of the calling body, without a tie to the organ that handled the matter."""

from django.db.models import Q, QuerySet

from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.complaints.models import Writer
from youwei.listening.followup.models import CallBack, Draw
from youwei.listening.followup.rules.calls import CALL_BACK, Party, State
from youwei.listening.followup.rules.refusals import ContactGone

_CALLING = (Role.OFFICE, Role.LEADING_GROUP)


def visible_to(actor: Actor) -> QuerySet[CallBack]:
    """Calls of one's body; never about an organ with which the actor is bound up, nor about a
    matter that was found to be a complaint about conduct meanwhile. The organ that handled it sees
    none, before and after: it learns totals (queries/call_totals.py).
    """
    calls = CallBack.objects.all()
    if actor.kind is ActorKind.SYSTEM:
        return calls
    return calls.filter(caller__in=actor.organs_as(*_CALLING), case__kept_from_organ=False).exclude(
        Q(organ__in=actor.conflicts) | Q(case__about_organ__in=actor.conflicts)
    )


def draws_visible_to(actor: Actor) -> QuerySet[Draw]:
    """Draws of the campaigns of one's body."""
    return Draw.objects.filter(
        Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE))
        | Q(campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP))
    )


def check_calls(actor: Actor) -> None:
    """Whoever may be a caller at all."""
    if not actor.holds(*_CALLING):
        raise NotAllowed


def can_call(actor: Actor) -> bool:
    try:
        check_calls(actor)
    except Refusal:
        return False
    return True


def check_call_backs(actor: Actor) -> None:
    """The page: for callers, and for those who answer for an organ (totals only)."""
    if not can_call(actor) and not actor.holds(Role.LEAD):
        raise NotAllowed


def can_see_call_backs(actor: Actor) -> bool:
    try:
        check_call_backs(actor)
    except Refusal:
        return False
    return True


def check_move(actor: Actor, call: CallBack, move: str) -> State:
    """NotFound, whether there is no such call or it is not the actor's."""
    if not visible_to(actor).filter(pk=call.pk).exists():
        raise NotFound
    return CALL_BACK.after(State(call.state), move, Party.CALLER)


def check_opens_contact(actor: Actor, call: CallBack) -> None:
    """Only while the call is open, and only by the consent to call-backs: the consent that the
    organ in charge may write does not cover another body (C-06).
    """
    check_move(actor, call, "try")
    if not has_contact(call):
        raise ContactGone


def has_contact(call: CallBack) -> bool:
    """Whether there still is one that the writer agreed to be called by."""
    return Writer.objects.filter(case=call.case_id, may_call_back=True).exists()
