from django.db.models import Q

from youwei.kernel.actor import Actor
from youwei.listening.matters.access import visible_to
from youwei.listening.matters.models import HotSpot, Matter
from youwei.listening.matters.rules.states import LIVING, Heat, State


def waiting(actor: Actor) -> int:
    """Matters about which somebody has to decide: proposed, or hot and not assessed. They are few,
    and looked up before it is asked who may see them: it stands beside every page.
    """
    raised = HotSpot.objects.filter(state=Heat.RAISED).values("matter")
    open_ones = Matter.objects.filter(
        Q(state=State.PROPOSED) | Q(pk__in=raised), state__in=LIVING
    ).values_list("pk", flat=True)
    keys = list(open_ones)
    return visible_to(actor).filter(pk__in=keys).count() if keys else 0
