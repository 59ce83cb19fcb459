"""集中反馈: what the office makes, each quarter, of what several people said about one organ."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations.assigning import accept
from youwei.foundation.duties.operations.checking import verify
from youwei.foundation.duties.operations.handling import report
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.operations import releasing
from youwei.listening.feedback.operations.drafting import Wording, draft, write_item
from youwei.listening.feedback.queries.sources import Chance, chances, fit_for, theme_counts
from youwei.simulation.cast import OFFICE_STAFF
from youwei.simulation.world import World

# By the root of the theme: the problem and what is demanded, in the words of the office.
_WORDINGS = {
    "unable": (
        "办事人员对政策和流程不熟悉，前后口径不一，办事群众需要反复补充材料。",
        "组织业务培训，统一答复口径，公开一次性告知清单，并报送落实情况。",
    ),
    "unwilling": (
        "窗口服务态度生硬，推诿扯皮，能办的事项没有及时办理，办事群众多次往返。",
        "落实首问负责制和限时办结制，明确窗口责任，开展自查自纠，并报送整改结果。",
    ),
    "afraid": (
        "遇到需要担当的事项层层请示、久拖不决，办事群众长时间得不到明确答复。",
        "梳理久拖未决的事项，逐项明确责任和时限，及时向办事群众说明进展。",
    ),
}
_KINDS = ("conduct", "request")
_RECOGNISABLE = "有群众反映，李科长要求其改到３月５日上午再来，并让其拨打13800138000联系。"
_RESULT = "已组织专题培训，公开一次性告知清单，逐条对照整改，并建立长效机制。"
_FINDING = "经现场核查，整改措施已经落实。"
_RETURNED = "第一段仍可看出具体经过，请再作概括。"


class Letters:
    """Of one quarter. `stops` says how far each of its batches comes, the first for the organ about
    which most people wrote.
    """

    def __init__(self, world: World, stops: tuple[str, ...]) -> None:
        self.world, self.stops = world, stops

    def begin(self) -> None:
        office = self.world.cast.actor(OFFICE_STAFF[0])
        stops = list(self.stops)
        for chance in chances(office, [self.world.cast.campaign]):
            writers = self._free_of(chance.organ)
            wording = _wording(chance, recognisable=stops[0] == "draft")
            if wording is not None and len(writers) > 1:
                self._write(chance, wording, writers, stops.pop(0))
            if not stops:
                return

    def _write(self, chance: Chance, wording: Wording, writers: list[Actor], stop: str) -> None:
        first, second = writers[:2]
        batch = draft(
            actor=first, campaign=chance.campaign, organ=chance.organ, period=chance.period
        )
        write_item(actor=first, batch=batch, wording=wording)
        if stop == "draft":
            return
        batch = releasing.submit(actor=first, batch=batch)
        if stop == "returned":
            releasing.send_back(actor=second, batch=batch, reason=_RETURNED)
        elif stop != "submitted":
            self.world.agenda.after_work(1, lambda: self._release(first, second, batch, stop))

    def _release(self, first: Actor, second: Actor, batch: Batch, stop: str) -> None:
        releasing.release(actor=first, batch=releasing.approve(actor=second, batch=batch))
        for item in batch.items.all():
            if item.duty is not None and stop == "settled":
                duty = item.duty
                self.world.agenda.after_work(1, self._accepting(duty))
                self.world.agenda.after_work(8, self._reporting(duty))
                self.world.agenda.after_work(10, self._checking(second, duty))

    def _accepting(self, duty: Duty) -> Callable[[], object]:
        return self._step(duty, DutyState.ASSIGNED, lambda a, d: accept(actor=a, duty=d))

    def _reporting(self, duty: Duty) -> Callable[[], object]:
        return self._step(
            duty, DutyState.HANDLING, lambda a, d: report(actor=a, duty=d, result=_RESULT)
        )

    def _checking(self, checker: Actor, duty: Duty) -> Callable[[], object]:
        def act() -> None:
            duty.refresh_from_db()
            if duty.state == DutyState.REPORTED:
                verify(actor=checker, duty=duty, finding=_FINDING)

        return act

    def _step(
        self, duty: Duty, state: DutyState, act: Callable[[Actor, Duty], object]
    ) -> Callable[[], object]:
        def run() -> None:
            duty.refresh_from_db()
            handler = self._handler(duty.owner)
            if handler is not None and duty.state == state:
                act(handler, duty)

        return run

    def _handler(self, organ: Organ) -> Actor | None:
        cast = self.world.cast
        slugs = [slug for slug, one in cast.organs.items() if one.pk == organ.pk]
        actors = [cast.handler(slug) for slug in slugs if cast.handler_name(slug) in cast.accounts]
        return next((a for a in actors if organ.pk in a.organs_as(Role.HANDLER)), None)

    def _free_of(self, organ: Organ) -> list[Actor]:
        actors = [self.world.cast.actor(name) for name in OFFICE_STAFF]
        return [actor for actor in actors if organ.pk not in actor.conflicts]


def plan_feedback(world: World) -> None:
    """Two weeks into each quarter, about the one before; and, so that every state can be seen, some
    days before the end.
    """
    day, ends = world.plan.begins, world.plan.ends
    while day < ends - timedelta(days=40):
        if day.day == 15 and day.month % 3 == 1:
            world.agenda.at_work(_morning(day), Letters(world, ("settled", "settled")).begin)
        day += timedelta(days=1)
    last = Letters(world, ("released", "draft", "submitted", "returned"))
    world.agenda.at_work(_morning(_working_days_before(ends, 4)), last.begin)


def _morning(day: datetime) -> datetime:
    return datetime.combine(day.date(), time(10, 20), tzinfo=clock.ZONE)


def _working_days_before(day: datetime, days: int) -> datetime:
    while days:
        day -= timedelta(days=1)
        days -= calendar().is_working_day(day.date())
    return day


def _wording(chance: Chance, *, recognisable: bool) -> Wording | None:
    """About the narrowest theme that several cases share; without a theme, the broadest."""
    period = chance.period
    batch = Batch(
        campaign=chance.campaign, organ=chance.organ, starts=period.starts, ends=period.ends
    )
    counts = theme_counts(batch)
    shared = max(
        (code.count("."), n, code) for code, n in [*counts.items(), ("unwilling", 2)] if n > 1
    )
    theme = shared[2]
    about_conduct = fit_for(batch).filter(kind__in=_KINDS).order_by("id")
    cases = list(about_conduct.prefetch_related("themes"))
    sources = [case for case in cases if any(_is_under(theme, t.code) for t in case.themes.all())]
    sources = sources if len(sources) > 1 else cases
    if len(sources) < 2:
        return None
    problem, demand = _WORDINGS[theme.partition(".")[0]]
    text = _RECOGNISABLE if recognisable else problem
    return Wording(text=text, demand=demand, themes=(theme,), sources=sources)


def _is_under(theme: str, code: str) -> bool:
    return code == theme or code.startswith(f"{theme}.")
