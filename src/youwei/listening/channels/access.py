"""Who takes down, opens boxes, brings files, and offers the form to other sites."""

from django.db.models import Q, QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account, RoleGrant
from youwei.foundation.rulebook.rules.channels import Channel, Receiver
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal
from youwei.listening.channels.models import BoxOpening
from youwei.listening.channels.rules.refusals import (
    CodeHeard,
    CodeUnheard,
    HeardByOrgan,
    NotYourChannel,
    TiedToOrgan,
)
from youwei.listening.channels.rules.states import BOX, BoxParty, BoxState
from youwei.listening.channels.rules.takers import takers
from youwei.listening.complaints.access import check_triages_case, closed_organs
from youwei.listening.complaints.models import Case

PRESENT = (Role.CLERK, Role.HANDLER, Role.LEAD, Role.OFFICE)  # who can stand by at a box


def check_takes_down(actor: Actor) -> None:
    """Clerks of any organ, and the office."""
    if not can_take_down(actor):
        raise NotAllowed


def can_take_down(actor: Actor) -> bool:
    return actor.holds(Role.CLERK, Role.OFFICE)


def check_supervises(actor: Actor) -> None:
    if not can_supervise(actor):
        raise NotAllowed


def can_supervise(actor: Actor) -> bool:
    return actor.holds(Role.SUPERVISOR)


def check_takes_in(actor: Actor, campaign: Campaign, channel: Channel, organ: Organ) -> None:
    """Whoever receives is responsible: a clerk takes down what comes to the own organ, clerks and
    staff of the office what comes to the office.
    """
    if not can_take_in(actor, campaign, channel, organ):
        raise NotYourChannel(field="counter")


def can_take_in(actor: Actor, campaign: Campaign, channel: Channel, organ: Organ) -> bool:
    roles = takers(channel)
    if organ.jurisdiction_id != campaign.jurisdiction_id:
        return False
    if actor.kind is ActorKind.SYSTEM:
        return bool(roles)
    if channel.receives is Receiver.ORGAN:
        return actor.holds(*roles - {Role.OFFICE}, organ_id=organ.pk)
    if organ.pk != campaign.office_organ_id:
        return False
    if Role.SUPERVISOR in roles:  # engaged by the office from outside, so of any organ
        return campaign.jurisdiction_id in actor.jurisdictions_as(Role.SUPERVISOR)
    return actor.holds(*roles, organ_id=organ.pk)


def check_report_on(actor: Actor, organ: Organ | None) -> None:
    """A supervisor hands nothing in about an organ that they serve or have an interest in."""
    if not can_report_on(actor, organ):
        raise TiedToOrgan(field="about_organ")


def can_report_on(actor: Actor, organ: Organ | None) -> bool:
    return organ is None or organ.pk not in actor.conflicts


def heard_by_organ(case: Case) -> bool:
    """Whether the organ that a complaint about conduct is about took it down itself: its clerk
    then heard the code, too, and may hold it until the office hands out another.
    """
    if not case.is_conduct:
        return False
    reception = getattr(case, "reception", None)
    if reception is None or reception.code_renewed_at is not None:
        return False
    return reception.organ_id in closed_organs(case)


def check_code_opens(case: Case) -> None:
    """The code that the organ concerned may hold shows that the case was received, and no more."""
    if heard_by_organ(case):
        raise CodeHeard


def check_renews_code(actor: Actor, case: Case) -> None:
    """Whoever sorts the case, where its code was heard; the writer asks for it in person."""
    check_triages_case(actor, case)
    if not heard_by_organ(case):
        raise CodeUnheard


def can_renew_code(actor: Actor, case: Case) -> bool:
    try:
        check_renews_code(actor, case)
    except Refusal:
        return False
    return True


def check_withdraws(*, actor: Actor, case: Case, event: Event) -> None:
    """Told of each withdrawal: a code that the organ concerned heard ends no complaint about it."""
    if not can_withdraw(case):
        raise HeardByOrgan


def can_withdraw(case: Case) -> bool:
    return not heard_by_organ(case)


def check_keeps_channels(actor: Actor) -> None:
    """The system administrator configures; who counts what came in is the office."""
    if not can_keep_channels(actor):
        raise NotAllowed


def can_keep_channels(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.holds(Role.SYSTEM_ADMIN)


def check_sees_channels(actor: Actor) -> None:
    if not can_see_channels(actor):
        raise NotAllowed


def can_see_channels(actor: Actor) -> bool:
    return can_keep_channels(actor) or actor.holds(Role.OFFICE, Role.LEADING_GROUP)


def check_brings_files(actor: Actor) -> None:
    if not can_bring_files(actor):
        raise NotAllowed


def can_bring_files(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.holds(Role.OFFICE)


def check_sees_boxes(actor: Actor) -> None:
    if not can_see_boxes(actor):
        raise NotAllowed


def can_see_boxes(actor: Actor) -> bool:
    """Who may have been present somewhere; each then sees only the own openings."""
    return actor.holds(*PRESENT)


def openings_for(actor: Actor) -> QuerySet[BoxOpening]:
    """The two who opened it, and the office, which sees how many items there were."""
    if actor.kind is ActorKind.SYSTEM:
        return BoxOpening.objects.all()
    return BoxOpening.objects.filter(
        Q(opened_by=actor.account_id)
        | Q(second=actor.account_id)
        | Q(campaign__office_organ__in=actor.organs_as(Role.OFFICE))
    )


def check_box_move(actor: Actor, opening: BoxOpening, move: str) -> BoxState:
    """Raises NotFound to everybody else, and the refusals of the table to the two."""
    if not openings_for(actor).filter(pk=opening.pk).exists():
        raise NotFound
    party = BoxParty.SECOND if actor.account_id == opening.second_id else BoxParty.OPENER
    if actor.account_id not in (opening.opened_by_id, opening.second_id):
        raise NotAllowed
    return BOX.after(BoxState(opening.state), move, party)


def can_box_move(actor: Actor, opening: BoxOpening, move: str) -> bool:
    try:
        check_box_move(actor, opening, move)
    except Refusal:
        return False
    return True


def colleagues_for_box(actor: Actor, organ: Organ) -> QuerySet[Account]:
    """Who can have been the second person: in use, with work in this organ, not oneself."""
    granted = RoleGrant.objects.in_force(clock.today()).filter(organ=organ, role__in=PRESENT)
    return (
        Account.objects.filter(is_active=True, pk__in=granted.values("account_id"))
        .exclude(pk=actor.account_id or 0)
        .order_by("name", "id")
    )
