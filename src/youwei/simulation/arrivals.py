"""How a complaint comes in: by its writer, by a clerk who wrote it down, or from another system."""

from datetime import timedelta

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.importing import take_over
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.messages import ForeignMessage
from youwei.simulation.plan import CasePlan
from youwei.simulation.world import World

_IMPORTED = frozenset({"hotline-12345", "message-board"})
_CLERKS = {
    **dict.fromkeys(("office-phone", "letter", "visit"), "clerk"),
    **dict.fromkeys(("organ-phone", "organ-box"), "market.clerk"),
}


def arrive(world: World, number: int, plan: CasePlan) -> tuple[Case, Receipt | None]:
    """The case, and the receipt where somebody got one. `number` tells cases apart."""
    if plan.channel in _IMPORTED:
        return _taken_over(world, number, plan), None
    receipt = receive(
        actor=_taker(world, plan),
        campaign=world.cast.campaign,
        intake=_intake(world, plan),
        nonce=f"demo-{world.plan.seed}-{number}-{clock.now():%Y%m%d%H%M}",
    )
    return Case.objects.get(number=receipt.number), receipt


def about(world: World, plan: CasePlan) -> Organ | None:
    return world.organ(plan.about) if plan.about else None


def _taker(world: World, plan: CasePlan) -> Actor:
    clerk = _CLERKS.get(plan.channel)
    return world.cast.actor(clerk) if clerk else CITIZEN


def _intake(world: World, plan: CasePlan) -> Intake:
    ago = plan.days_ago
    return Intake(
        channel=plan.channel,
        kind=plan.sorting.first_kind or plan.kind,
        text=plan.text,
        summary=plan.heading,
        about_organ=None if plan.sorting.names_organ else about(world, plan),
        themes=plan.themes,
        place=plan.place,
        happened_on=None if ago is None else clock.today() - timedelta(days=ago),
        name=plan.name,
        contact=plan.contact,
        may_contact=plan.may_contact,
        may_call_back=plan.may_contact,
        statement=plan.statement.text if plan.statement and not plan.statement.later else "",
        uploads=[world.exhibits[i % len(world.exhibits)] for i in plan.pictures],
    )


def _taken_over(world: World, number: int, plan: CasePlan) -> Case:
    message = ForeignMessage(
        external=f"demo-{number:05}",
        summary=plan.heading,
        text=plan.text,
        received=clock.now() - timedelta(days=1),
        writer=plan.name,
    )
    return take_over(
        actor=SYSTEM,
        campaign=world.cast.campaign,
        channel=plan.channel,
        kind=plan.sorting.first_kind or plan.kind,
        message=message,
    )
