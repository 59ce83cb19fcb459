"""Follows a plan day by day, through the operations that users use, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db import transaction

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs.models import Jurisdiction
from youwei.foundation.organs.operations import merge_organs, rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal, leave
from youwei.foundation.people.rules.roles import Interest
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.rules.states import State
from youwei.listening.disclosures.queries.receipts import Receipt as SealedReceipt
from youwei.simulation.agenda import Agenda
from youwei.simulation.appraising import Appraising
from youwei.simulation.disclosing import plan_disclosures
from youwei.simulation.drawing import MONTHS_BACK, organs_of
from youwei.simulation.establishing import Founding
from youwei.simulation.exhibits import exhibits
from youwei.simulation.feedback import plan_feedback
from youwei.simulation.figures import release_quarters
from youwei.simulation.following import Following
from youwei.simulation.gathering import plan_gathering
from youwei.simulation.geography import PROVINCE, PROVINCE_CODE
from youwei.simulation.lives import Life
from youwei.simulation.plan import YearPlan
from youwei.simulation.planning import plan_year
from youwei.simulation.roster import ABSORBER, MERGED, RENAMED, RENAMED_TO
from youwei.simulation.searches import plan_searches
from youwei.simulation.sorting import plan_lessons
from youwei.simulation.truth import Planted, Truth
from youwei.simulation.ways_in import plan_ways_in
from youwei.simulation.world import World

Job = Callable[[], int]
_RECUSED_FROM, _LEAVES = "transport", "labour"


@dataclass(frozen=True, slots=True)
class Built:
    """`receipts` are those of a few living cases, so that a newcomer can be their writer;
    `ballot_codes` open a ballot each.
    `disclosures` those of sealed disclosures, oldest first.
    """

    truth: Truth
    cases: int
    receipts: tuple[Receipt, ...]
    ballot_codes: tuple[str, ...]
    disclosures: tuple[SealedReceipt, ...]


def is_demo() -> bool:
    return Jurisdiction.objects.filter(code=PROVINCE_CODE, name=PROVINCE).exists()


def is_empty() -> bool:
    """Whether nobody has done anything in this database: everything leaves its event."""
    return not JournalEvent.objects.exists() and not Account.objects.exists()


def steps(plan: YearPlan) -> int:
    """How often `build` advances."""
    return len(organs_of(plan.size)) + MONTHS_BACK + 1


def plan_demo(seed: int, size: str) -> YearPlan:
    return plan_year(seed, size, clock.now().astimezone(clock.ZONE))


@transaction.atomic
def build(plan: YearPlan, jobs: Sequence[Job], advance: Callable[[int], object]) -> Built:
    """Fills an empty database. `jobs` run each working day before the offices open. It stands whole
    or not at all: the outer transaction holds every operation's own.
    """
    chance = Random(plan.seed)
    with clock.at(plan.begins):
        cast = Founding(plan, chance, advance).found()
        world = World(plan, cast, Agenda(chance), chance, exhibits(chance))
    lives: list[Life] = []
    for number, case in enumerate(plan.cases):
        lead = lives[case.sorting.same_as] if case.sorting.same_as is not None else None
        lives.append(Life(world, number, case, lead))
        world.agenda.at(case.arrives, lives[-1].arrive)
    _plan_changes(world)
    plan_feedback(world)
    plan_lessons(world)
    Following(world, lives).plan()
    plan_searches(world)
    plan_ways_in(world)
    plan_gathering(world)
    appraising = Appraising(world)
    appraising.plan()
    disclosures = plan_disclosures(world)
    _live_through(world, jobs, advance)
    release_quarters(world)
    truth = _truth(plan, world)
    truth.write(settings.YOUWEI_DATA)
    return Built(
        truth=truth,
        cases=Case.objects.count(),
        receipts=_samples(lives),
        ballot_codes=tuple(appraising.spare),
        disclosures=tuple(disclosures),
    )


def _live_through(world: World, jobs: Sequence[Job], advance: Callable[[int], object]) -> None:
    day = world.plan.begins
    while day <= world.plan.ends:
        if calendar().is_working_day(day.date()):
            for job in jobs:
                world.agenda.at(day + timedelta(hours=7), job)
        day += timedelta(days=1)
        world.agenda.run(min(day, world.plan.ends))
        advance(1)


def _plan_changes(world: World) -> None:
    """What changes in the province in the course of the months, at times of no meaning."""
    for share, action in (
        (0.3, _declare_interest),
        (0.45, _rename),
        (0.6, _merge),
        (0.88, _leave),
    ):
        day = world.plan.begins + timedelta(days=round(MONTHS_BACK * share))
        morning = datetime.combine(day.date(), time(9, 5), tzinfo=clock.ZONE)
        world.agenda.at_work(morning, _changing(world, action))


def _changing(world: World, action: Callable[[World], None]) -> Callable[[], None]:
    def run() -> None:
        action(world)
        world.cast.changed()

    return run


def _declare_interest(world: World) -> None:
    declare_recusal(
        actor=world.cast.actor("office2"),
        account=world.cast.accounts["office2"],
        organ=world.organ(_RECUSED_FROM),
        reason_code=Interest.FORMER,
    )


def _rename(world: World) -> None:
    name, short = RENAMED_TO
    world.cast.organs[RENAMED] = rename_organ(
        actor=world.cast.actor("system"),
        organ=world.organ(RENAMED),
        name=name,
        short_name=short,
        on=clock.today(),
    )


def _merge(world: World) -> None:
    into = merge_organs(
        actor=world.cast.actor("system"),
        organs=[world.organ(MERGED)],
        into=world.organ(ABSORBER),
        on=clock.today(),
    )
    world.cast.organs[MERGED] = world.cast.organs[ABSORBER] = into


def _leave(world: World) -> None:
    accounts = world.cast.accounts
    accounts[f"{_LEAVES}.second"] = leave(
        actor=world.cast.actor("security"),
        account=accounts[f"{_LEAVES}.second"],
        successor=accounts[f"{_LEAVES}.handler"],
    )


def _truth(plan: YearPlan, world: World) -> Truth:
    def planted(slugs: tuple[str, str]) -> tuple[Planted, ...]:
        organs = ((slug, world.organ(slug)) for slug in slugs)
        return tuple(Planted(slug, organ.pk, organ.name) for slug, organ in organs)

    return Truth(plan.seed, plan.size.name, planted(plan.bad), planted(plan.good))


def _samples(lives: Sequence[Life]) -> tuple[Receipt, ...]:
    """One case that is handled, and one that can be rated now; the youngest."""
    found: dict[str, Receipt] = {}
    for life in reversed(lives):
        if life.receipt is not None and life.plan.channel == "web" and not life.over:
            case = life.case
            case.refresh_from_db()
            rateable = case.rate_until is not None and case.rate_until > life.world.plan.ends.date()
            if case.state == State.HANDLING or (rateable and not case.ratings.exists()):
                found.setdefault(case.state, life.receipt)
    return tuple(found[state] for state in (State.HANDLING, State.ANSWERED) if state in found)
