"""Who keeps the directory of organs, and who reads it. People are not part of it."""

from datetime import date

from youwei.foundation.organs.models import Jurisdiction, Organ, OrganQuerySet
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded, gettext_noop


class OutsidePlace(NotAllowed):
    code = "outside_place"
    message = gettext_noop("These organs belong to a place that you do not look after.")
    remedy = gettext_noop("Ask the rectification office or the system administrator of that place.")


def check_maintains(actor: Actor) -> None:
    """Keeps the directory of some place: the office, the system administrator, the set-up."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if not actor.is_staff:
        raise SignInNeeded
    if not actor.holds(Role.OFFICE, Role.SYSTEM_ADMIN):
        raise NotAllowed


def check_maintains_place(actor: Actor, place: Jurisdiction | None) -> None:
    """The office for its own place; a system administrator also for those below, because a new
    county has nobody yet. None stands for the whole country: the set-up alone adds a province.
    """
    check_maintains(actor)
    if actor.kind is ActorKind.SYSTEM:
        return
    if place is not None and place.pk in actor.jurisdictions_as(Role.OFFICE):
        return
    realm = actor.jurisdictions_as(Role.SYSTEM_ADMIN)
    while place is not None:
        if place.pk in realm:
            return
        place = place.parent
    raise OutsidePlace


def places_kept(actor: Actor, day: date) -> tuple[Jurisdiction, ...]:
    """The places of the day whose organs the actor looks after: one query."""
    places = Jurisdiction.objects.in_force(day).select_related("parent__parent")
    return tuple(place for place in places if can_maintain_place(actor, place))


def can_maintain(actor: Actor) -> bool:
    try:
        check_maintains(actor)
    except Refusal:
        return False
    return True


def can_maintain_place(actor: Actor, place: Jurisdiction | None) -> bool:
    try:
        check_maintains_place(actor, place)
    except Refusal:
        return False
    return True


def check_reads(actor: Actor) -> None:
    """Everyone who has signed in, and the system."""
    if not actor.is_staff and actor.kind is not ActorKind.SYSTEM:
        raise SignInNeeded


def visible_to(actor: Actor) -> OrganQuerySet:
    try:
        check_reads(actor)
    except SignInNeeded:
        return Organ.objects.none()
    return Organ.objects.all()
