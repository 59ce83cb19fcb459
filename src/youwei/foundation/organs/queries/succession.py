from collections.abc import Iterable

from youwei.foundation.organs.models import How, Organ, OrganSuccession
from youwei.foundation.organs.rules.succession import connected, present


def circle(organ_ids: Iterable[int]) -> frozenset[int]:
    """The organs with all that they were renamed, merged or split from or into, over any number of
    steps. One query; a province has a few hundred successions.
    """
    ties = OrganSuccession.objects.order_by().values_list("predecessor_id", "successor_id")
    return connected(organ_ids, ties)


def present_organs(organ_ids: Iterable[int]) -> dict[int, int]:
    """Each organ with the one as which it goes on today: renamed, or merged into another. A split
    or dissolved organ stays itself. One query.
    """
    ties = (
        OrganSuccession.objects.filter(how__in=(How.RENAMED, How.MERGED))
        .order_by("on", "id")
        .values_list("predecessor_id", "successor_id")
    )
    return present(organ_ids, ties)


def dependants(organ_id: int) -> frozenset[int]:
    """The organ, all that it was or became, and all that are led by one of these, over any number
    of steps: whoever may not judge it. Two queries.
    """
    leads = list(Organ.objects.exclude(superior=None).order_by().values_list("superior_id", "id"))
    ties = list(OrganSuccession.objects.order_by().values_list("predecessor_id", "successor_id"))
    reached = connected([organ_id], ties)
    while True:
        below = {organ for superior, organ in leads if superior in reached}
        wider = connected(reached | below, ties)
        if wider == reached:
            return reached
        reached = wider
