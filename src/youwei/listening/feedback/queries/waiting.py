"""What the rail counts."""

from django.db.models import Exists, OuterRef, Q

from youwei.kernel.actor import Actor
from youwei.listening.feedback.access import can_prepare, visible_to
from youwei.listening.feedback.models import Hand
from youwei.listening.feedback.rules.states import State


def waiting(actor: Actor) -> int:
    """Batches in which this person has a step to take: to approve what others wrote, to change or
    to send what they wrote themselves.
    """
    if not can_prepare(actor):
        return 0
    wrote = Exists(Hand.objects.filter(batch=OuterRef("pk"), account=actor.account_id))
    mine = Q(state__in=[State.RETURNED, State.APPROVED]) & Q(wrote)
    return visible_to(actor).filter(mine | Q(state=State.SUBMITTED) & ~Q(wrote)).count()
