"""How a complaint comes in: by its writer, by a clerk who wrote it down, or from another system."""

from datetime import timedelta

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN
from youwei.listening.channels.operations.forwarding import Came, take_rows
from youwei.listening.channels.operations.registering import register
from youwei.listening.channels.rules.circumstances import AnswerBy, Circumstances, SpokenBy
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.messages import ForeignMessage
from youwei.simulation.open311 import by_app, uses_app
from youwei.simulation.plan import CasePlan
from youwei.simulation.roster import OFFICE
from youwei.simulation.ways_in import emptied
from youwei.simulation.world import World

_SOURCES = {"hotline-12345": "示范省12345热线", "message-board": "示范省网民留言板"}
_CLERKS = {
    **dict.fromkeys(("office-phone", "letter", "visit"), "clerk"),
    **dict.fromkeys(("organ-phone", "organ-box"), "market.clerk"),
}
_BOX = "organ-box"


def arrive(world: World, number: int, plan: CasePlan) -> tuple[Case, Receipt | None]:
    """The case, and the receipt where somebody got one. `number` tells cases apart."""
    if plan.channel in _SOURCES:
        return _taken_over(world, number, plan), None
    nonce = f"demo-{world.plan.seed}-{number}-{clock.now():%Y%m%d%H%M}"
    if plan.channel == _BOX:
        return emptied(world, _intake(world, plan), nonce), None
    if plan.channel in _CLERKS:
        receipt = _noted(world, plan, nonce)
    elif uses_app(number, plan):
        receipt = by_app(world, number, _intake(world, plan), nonce)
    else:
        intake, campaign = _intake(world, plan), world.cast.campaign
        receipt = receive(actor=CITIZEN, campaign=campaign, intake=intake, nonce=nonce)
    return Case.objects.get(number=receipt.number), receipt


def about(world: World, plan: CasePlan) -> Organ | None:
    return world.organ(plan.about) if plan.about else None


def _noted(world: World, plan: CasePlan, nonce: str) -> Receipt:
    """By a clerk, who reads it back."""
    clerk = world.cast.actor(_CLERKS[plan.channel])
    reach = plan.contact and plan.may_contact
    return register(
        actor=clerk,
        campaign=world.cast.campaign,
        organ=world.organ("market" if plan.channel == "organ-phone" else OFFICE),
        intake=_intake(world, plan),
        how=Circumstances(
            spoken_by=SpokenBy.SELF,
            read_back=plan.channel != "letter",
            answer_by=AnswerBy.PHONE if reach else AnswerBy.PAGE,
        ),
        nonce=nonce,
    )


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
        forwarded=clock.today(),
    )
    take_rows(
        actor=world.cast.actor("office"),
        campaign=world.cast.campaign,
        came=Came(plan.channel, plan.sorting.first_kind or plan.kind, _SOURCES[plan.channel]),
        messages=[(1, message)],
    )
    return Case.objects.get(channel=plan.channel, external=message.external)
