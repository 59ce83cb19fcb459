"""Many write about one thing within a few days; the office makes one matter of it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.actor import CITIZEN
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.matters.models import Matter
from youwei.listening.matters.operations.answering import write_to_all
from youwei.listening.matters.operations.grouping import adopt, part
from youwei.listening.matters.operations.heating import acknowledge
from youwei.listening.matters.rules.states import State
from youwei.simulation.matters import crowd
from youwei.simulation.world import World

_NOISE_DAYS, _PAPERS_DAYS = 6.2, 4.4  # before the end


def plan_gathering(world: World) -> None:
    """One matter that the office takes in hand once the job has proposed it, and one that waits."""
    _come(world, crowd.NOISE, _NOISE_DAYS, "request", lambda: None)
    bad = world.plan.bad[0]
    _come(world, crowd.PAPERS, _PAPERS_DAYS, "conduct", lambda: world.organ(bad))
    yesterday = world.plan.ends.astimezone(clock.ZONE) - timedelta(days=1)
    morning = datetime.combine(yesterday.date(), time(9, 20), tzinfo=clock.ZONE)
    for moment in (morning, world.plan.ends):
        world.agenda.at(moment, partial(_take_in_hand, world))


def _come(
    world: World,
    texts: tuple[tuple[str, str], ...],
    days: float,
    kind: str,
    about: Callable[[], Organ | None],
) -> None:
    """The later, the more: each waits a shorter time than the one before."""
    for number, written in enumerate(texts):
        left = days * (1 - (number + 1) / (len(texts) + 1)) ** 1.4
        moment = world.plan.ends - timedelta(days=left + 0.4)
        world.agenda.at(moment, partial(_hand_in, world, number, kind, written, about))


def _hand_in(
    world: World,
    number: int,
    kind: str,
    written: tuple[str, str],
    about: Callable[[], Organ | None],
) -> None:
    heading, text = written
    receive(
        actor=CITIZEN,
        campaign=world.cast.campaign,
        intake=Intake(channel="web", kind=kind, text=text, summary=heading, about_organ=about()),
        nonce=f"demo-{world.plan.seed}-{kind}-crowd-{number}",
    )


def _take_in_hand(world: World) -> None:
    office = world.cast.actor("office")
    proposed = Matter.objects.filter(state=State.PROPOSED, kept=False, hot_spots__isnull=False)
    matter = proposed.filter(memberships__case__summary__contains="清风苑").first()
    if matter is None:
        return
    for case in Case.objects.filter(membership__matter=matter).exclude(text__contains="清风苑"):
        part(actor=office, case=case, matter=matter)  # a look-alike from elsewhere
    matter = adopt(actor=office, matter=matter, title=crowd.TITLE)
    acknowledge(actor=office, matter=matter, decision=crowd.DECISION)
    write_to_all(actor=office, matter=matter, text=crowd.REPLY)
