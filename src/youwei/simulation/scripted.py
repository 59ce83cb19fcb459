"""Cases that show every state on the day of the building, most of them on the desks of the demo's
own logins. Each is a drawn case with a fixed course.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from youwei.foundation.rulebook.queries import calendar
from youwei.simulation.drawing import Planner
from youwei.simulation.matters.conduct import ABOUT_OFFICE, OWN_MATTER
from youwei.simulation.matters.replies import NOT_FOR_US
from youwei.simulation.plan import CasePlan, Sorting, Statement, Work, Writing
from youwei.simulation.roster import ABSORBER, GOVERNMENT, LEADING, OFFICE, PARTY, RENAMED

_LEFT = Sorting(after=None)
_SOON = Sorting(after=0.4, dispatch_after=0.2)
_WAITS = Work(pace=None)
_WEEKS_THAT_HOLIDAYS_SHORTEN = 21  # days; over a longer time a holiday does not matter


def scripted(planner: Planner, first: int) -> list[CasePlan]:
    """`first` is the index of the first of them in the plan of the year."""
    script = _Script(planner)
    found = [
        *script.untouched(),
        *script.on_the_way(),
        *script.late(),
        *script.reported(),
        *script.answered(),
        *script.about_conduct(),
        *script.looked_at_again(),
        *script.planted(),
    ]
    return found + script.merged(first + len(found))


class _Script:
    def __init__(self, planner: Planner) -> None:
        self.planner = planner

    def case(
        self,
        days: float,
        kind: str,
        owner: str = ABSORBER,
        *,
        work: Work = _WAITS,
        sorting: Sorting = _SOON,
        writing: Writing | None = None,
        **fixed: object,
    ) -> CasePlan:
        """Handed in so many days ago."""
        arrives = self.planner.now - timedelta(days=days + self._holidays(days))
        plan = self.planner.drawn(arrives, kind, owner)
        plain = {
            "channel": "web",
            "statement": None,
            "verifier": LEADING if owner == OFFICE else OFFICE,
        }
        course = {"work": work, "sorting": sorting, "writing": writing or Writing()}
        return replace(plan, **(plain | course | fixed))  # type: ignore[arg-type]

    def _holidays(self, days: float) -> int:
        """How many days further back, so that a holiday leaves the offices the time they had."""
        week, worked, further = days * 5 / 7, 0, 0
        if not 1 <= days <= _WEEKS_THAT_HOLIDAYS_SHORTEN:
            return 0
        today = self.planner.now.date()
        for back in range(1, round(days) + 1):
            worked += calendar().is_working_day(today - timedelta(days=back))
        while worked < week - 1:
            further += 1
            day = today - timedelta(days=round(days) + further)
            worked += calendar().is_working_day(day)
        return further

    def untouched(self) -> Iterator[CasePlan]:
        bad = self.planner.bad[0]
        yield self.case(0.01, "request", sorting=_LEFT)
        yield self.case(0.06, "consultation", sorting=_LEFT)
        yield self._agreed(self.case(0.11, "conduct", bad, sorting=_LEFT), "kept")
        yield self.case(0.3, "conduct", ABSORBER, sorting=_LEFT)
        yield self.case(0.5, "suggestion", RENAMED, sorting=_LEFT)
        yield self.case(13, "request", bad, sorting=_LEFT)  # nobody has read it in time
        yield self.case(6, "request", sorting=replace(_SOON, dispatch_after=None))
        plan = self.case(4, "request")
        yield self.planner.unfit(plan, NOT_FOR_US[0])
        gone = Sorting(after=9)
        yield self.case(16, "request", sorting=gone, writing=Writing(withdraw_after=0.4))
        yield self.case(30, "request", writing=Writing(withdraw_after=12))

    def on_the_way(self) -> Iterator[CasePlan]:
        fresh = Work(accept_after=None)
        yield self.case(5, "request", work=fresh, verifier=GOVERNMENT)
        yield self.case(6, "suggestion", work=fresh)
        yield self.case(8, "request", work=replace(fresh, objects="open"), other="finance")
        yield self.case(9, "request", work=replace(_WAITS, offers="open"), other=RENAMED)
        offered = replace(_WAITS, offers="open")
        yield self.case(9, "request", "environment", work=offered, other=ABSORBER)
        yield self.case(12, "request", sorting=replace(_SOON, recalled=True))
        yield self.case(18, "request", work=replace(_WAITS, progress=1, named=True))
        yield self.case(24, "request", "labour", work=replace(_WAITS, named=True))
        yield self.case(15, "request", writing=Writing(adds_after=8))

    def late(self) -> Iterator[CasePlan]:
        asks = replace(_WAITS, named=True)
        yield self.case(54, "request", work=replace(asks, extension="open"))
        yield self.case(72, "request", work=replace(asks, extension="granted"))
        yield self.case(66, "request", work=replace(asks, extension="declined"))
        yield self.case(58, "request", verifier=GOVERNMENT)
        yield self.case(15, "consultation")
        yield self.case(48, "consultation", self.planner.bad[1])

    def reported(self) -> Iterator[CasePlan]:
        unchecked = Work(pace=0.5, check_after=None)
        yield self.case(17, "consultation", work=unchecked, verifier=GOVERNMENT)
        yield self.case(34, "request", work=unchecked, verifier=GOVERNMENT)
        yield self.case(18, "consultation", work=unchecked)
        returned = Work(pace=0.3, sent_back=1, again=False)
        yield self.case(40, "request", work=returned, verifier=GOVERNMENT)

    def answered(self) -> Iterator[CasePlan]:
        done = Work(pace=0.35)
        yield self.case(34, "request", work=done)
        yield self.case(36, "request", work=done, writing=Writing("not-clear", rate_after=1))
        yield self.case(33, "request", work=done, writing=Writing("very-satisfied", rate_after=2))
        again = Writing("dissatisfied", rate_after=1, reopen_after=2)
        yield self.case(27, "consultation", work=Work(pace=0.6, again=False), writing=again)
        yield self.case(80, "consultation", writing=Writing("satisfied"), work=Work(pace=0.6))
        yield self.case(82, "suggestion", work=Work(pace=0.6))

    def about_conduct(self) -> Iterator[CasePlan]:
        bad, told = self.planner.bad[0], Work(pace=0.5)
        yield self._agreed(self.case(9, "conduct", ABSORBER), "passed_on", _WAITS)
        yield self._agreed(self.case(45, "conduct", bad, work=told), "passed_on", Work(pace=0.3))
        unchecked = Work(pace=0.1, check_after=None)
        yield self._agreed(self.case(25, "conduct", bad), "passed_on", unchecked)
        yield self._agreed(self.case(20, "conduct", bad), "taken_back")
        yield self._about_office(self.case(0.2, "conduct", OFFICE, sorting=_LEFT))
        yield self._about_office(self.case(60, "conduct", OFFICE, work=told))

    def _about_office(self, plan: CasePlan) -> CasePlan:
        """The leading group sorts it, and the office's superior looks into it."""
        heading, text = ABOUT_OFFICE
        return replace(plan, heading=heading, text=text, owner=PARTY, themes=())

    def looked_at_again(self) -> Iterator[CasePlan]:
        yield self.case(125, "consultation", work=Work(pace=0.5, recheck="never"))
        yield self.case(132, "consultation", "labour", work=Work(pace=0.5))
        fails = Work(pace=0.5, recheck="fails", again=False)
        yield self.case(128, "consultation", "environment", work=fails)

    def planted(self) -> Iterator[CasePlan]:
        """Each planted organ works some cases off in its own way, however few are drawn."""
        for slug in (*self.planner.bad, *self.planner.good):
            for days in (62, 78, 95):
                work = self.planner.drawn(self.planner.now, "consultation", slug).work
                yield self.case(
                    days, "consultation", slug, work=replace(work, objects="", offers="")
                )

    def merged(self, index: int) -> list[CasePlan]:
        lead = self.case(21, "request", work=replace(_WAITS, progress=1))
        return [lead, self.planner.again(lead, index), self.planner.again(lead, index)]

    def _agreed(self, plan: CasePlan, fate: str, work: Work = _WAITS) -> CasePlan:
        """With a statement for the organ that it is about."""
        organ = self.planner.organs[plan.about].short
        wish = self.planner.chance.choice(OWN_MATTER).format(organ=organ, thing=plan.thing, m=2)
        return replace(plan, statement=Statement(wish, fate, work))
