"""Two matters turn out to be one: a person says so."""

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.matters.access import check_leads, sees_all
from youwei.listening.matters.models import Matter
from youwei.listening.matters.operations.heating import settle
from youwei.listening.matters.queries.matters import group_of_matter
from youwei.listening.matters.rules.events import MatterTakenIn
from youwei.listening.matters.rules.grouping import may_join
from youwei.listening.matters.rules.refusals import NotFollowed, NotOneMatter, NotSeenWhole
from youwei.listening.matters.rules.states import ENDS_BY, HOT, LIVING, MATTER, Party, State
from youwei.listening.matters.writing import locked, track


@operation
def take_in(*, actor: Actor, matter: Matter, other: Matter) -> Matter:
    """All cases of `other`, and its hot spots, stand in `matter` from now on; `other` ends. Who
    does not see all of its cases does not move them. Cases are not locked: whoever changes a
    membership holds its matter.
    """
    rows = {one.pk: locked(one) for one in sorted((matter, other), key=lambda one: one.pk)}
    matter, other = rows[matter.pk], rows[other.pk]
    for one in (matter, other):
        check_leads(actor, one)
    if matter == other or other.state not in LIVING:
        raise NotOneMatter(field="number")
    if matter.state != State.OPEN:
        raise NotFollowed(field="number")
    if not sees_all(actor, other):
        raise NotSeenWhole(field="number")
    cases = Case.objects.filter(membership__matter=other).prefetch_related("kept_from")
    group = group_of_matter(matter)
    if not all(may_join(outline_of(case), group) for case in cases):
        raise NotOneMatter(field="number")
    moved = other.memberships.update(matter=matter)
    _take_heat(matter, other)
    other.state = MATTER.after(State(other.state), ENDS_BY[State(other.state)], Party.TRIAGE)
    other.ended_at = clock.now()
    other.save(update_fields=["state", "ended_at"])
    track(actor, matter, MatterTakenIn(matter=other.number, cases=moved))
    return matter


def _take_heat(matter: Matter, other: Matter) -> None:
    """What was decided about the heat stays in sight. A matter is hot once at a time."""
    hot = other.hot_spots.filter(state__in=HOT).first()
    if hot is not None and matter.hot_spots.filter(state__in=HOT).exists():
        settle(actor=SYSTEM, spot=hot, voices=hot.voices)
    other.hot_spots.update(matter=matter)
