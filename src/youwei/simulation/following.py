"""What follows an answer in the made-up year: calls, retaliation, silent organs, transfers."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from random import Random

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.rulebook.queries import calendar
from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel import clock
from youwei.kernel.actor import Actor, citizen
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State
from youwei.listening.followup.access.call_backs import visible_to as calls_visible_to
from youwei.listening.followup.models import CallBack, Listing, Report, Transfer
from youwei.listening.followup.operations import (
    call_backs,
    check_backs,
    listings,
    retaliation,
    transfers,
)
from youwei.listening.followup.rules import calls, listing
from youwei.listening.followup.rules.calls import Pressed, Solved
from youwei.simulation.drawing import MONTHS_BACK
from youwei.simulation.lives import Life
from youwei.simulation.world import World

_CALLS_A_DAY = 3
_SUFFERED = (
    "办事的科室放话，说再反映就不给办了。",
    "单位里有人打听是谁写的，第二天窗口就说系统坏了。",
    "",
)
_MEASURE = "已派人陪同办理，并要求与该事项有关的人员不得接触反映人。"
_TOLD = "您的事项改由其他人员办理；再有类似情况，请马上在这里告诉我们。"
_REASONS = "两次询问，反映人表示没有再发生；当时的说法已经查实并纠正。"
_UPHELD = "电话答复没有经过核查，仍按逾期统计。"


class Following:
    """Runs beside the lives of the cases; its own chance leaves theirs as they are."""

    def __init__(self, world: World, lives: Sequence[Life]) -> None:
        self.world, self.lives = world, lives
        self.chance = Random(world.plan.seed + 7)

    def plan(self) -> None:
        for day in range(MONTHS_BACK + 1):
            moment = self.world.plan.begins + timedelta(days=day, hours=10)
            if not calendar().is_working_day(moment.date()):
                continue
            self.world.agenda.at_work(moment, self._call)
            if moment.weekday() == 2:
                self.world.agenda.at_work(moment, self._oversee)
        self._at((0.45, 0.7, 0.992), self._suffer)
        self._at((0.4, 0.75, 0.97), self._transfer)

    def _at(self, shares: tuple[float, ...], act: Callable[[int], None]) -> None:
        for number, share in enumerate(shares):
            moment = self.world.plan.begins + timedelta(days=MONTHS_BACK * share, hours=10)
            self.world.agenda.at_work(moment, partial(act, number))

    def _call(self) -> None:
        """A few calls a day; the same questions to everybody."""
        for name in ("leading", "office"):
            actor = self.world.cast.actor(name)
            waiting = calls_visible_to(actor).filter(state=calls.State.DRAWN)
            for call in waiting.select_related("case__campaign")[:_CALLS_A_DAY]:
                self._ask(actor, call)

    def _ask(self, actor: Actor, call: CallBack) -> None:
        tries = call.attempts.count()
        if tries >= 3:
            call_backs.give_up(actor=actor, call=call)
        elif self.chance.random() < 0.35:
            call_backs.note_try(actor=actor, call=call)
        elif self.chance.random() < 0.06:
            call_backs.decline(actor=actor, call=call)
        else:
            call_backs.open_contact(actor=actor, call=call)
            self._note(actor, call)

    def _note(self, actor: Actor, call: CallBack) -> None:
        solved = self.chance.choices(list(Solved), [70, 15, 7, 8])[0]
        levels = [one.code for one in rules_of(call.case.campaign).closing.satisfaction]
        good = levels[:3] if solved is not Solved.NO else levels[3:5]
        pressed = Pressed.YES if self.chance.random() < 0.02 else Pressed.NO
        call_backs.answer(
            actor=actor,
            call=call,
            solved=solved,
            level=self.chance.choice([*good, ""]),
            pressed=pressed,
        )
        if solved is Solved.NO:
            self._work_again(call)

    def _work_again(self, call: CallBack) -> None:
        for life in self.lives:
            if life.matter is not None and life.matter.duty.pk == call.duty_id:
                call.duty.refresh_from_db()
                if call.duty.state == DutyState.HANDLING:
                    life.matter.again()

    def _suffer(self, number: int) -> None:
        """A writer whose matter is being handled; the last one still waits to be taken up."""
        life = self._living(State.HANDLING)
        if life is None:
            self.world.agenda.after_work(1, partial(self._suffer, number))
            return
        actor = citizen(life.case.number)
        report = retaliation.report(actor=actor, case=life.case, words=_SUFFERED[number])
        if number == 2:
            return
        self.world.agenda.after_work(0.4, lambda: self._protect(report))
        self.world.agenda.after(
            1, lambda: check_backs.choose(actor=actor, report=report, every="1m rolls")
        )

    def _protect(self, report: Report) -> None:
        actor = self._protector(report)
        if actor is None:
            return
        retaliation.open_report(actor=actor, report=report)
        retaliation.take_up(actor=actor, report=report)
        retaliation.record_measure(actor=actor, report=report, text=_MEASURE, told=_TOLD)
        if self.chance.random() < 0.5:
            self.world.agenda.after_work(40, lambda: self._close(report))

    def _close(self, report: Report) -> None:
        actor = self._protector(report)
        if actor is not None:
            retaliation.close(actor=actor, report=report, reasons=_REASONS)

    def _protector(self, report: Report) -> Actor | None:
        shields = set(report.shields.values_list("organ_id", flat=True))
        names = ("leading",) if report.only_leading else ("office", "office2", "office3")
        actors = (self.world.cast.actor(name) for name in names)
        return next((actor for actor in actors if not shields & actor.conflicts), None)

    def _oversee(self) -> None:
        """Proposals on one Wednesday, approvals by the leading group at once."""
        office, leading = self.world.cast.actor("office"), self.world.cast.actor("leading")
        for one in Listing.objects.filter(state=listing.State.OBJECTED):
            if one.organ_id not in office.conflicts:
                listings.uphold(actor=office, listing=one, text=_UPHELD)
        for one in Listing.objects.filter(
            state=listing.State.WARNED, object_until__lt=clock.today()
        ):
            if one.organ_id not in office.conflicts | leading.conflicts:
                listings.propose(actor=office, listing=one)
                listings.approve(actor=leading, listing=one)

    def _transfer(self, number: int) -> None:
        """One confirmed, one that waits for its writer, one that nobody has confirmed. What the
        script has in mind for a life stays as it is.
        """
        life = self._living(State.ACCEPTED, State.RECEIVED, of=self.lives[: self.world.plan.drawn])
        if life is None:
            self.world.agenda.after_work(1, partial(self._transfer, number))
            return
        actor = self.world.cast.free_of(self.chance, life.case.about_organ)
        carries = Carries.TEXT if number == 1 else Carries.NOTHING
        transfer = transfers.prepare(actor=actor, case=life.case, door="petition", carries=carries)
        life.over = True  # it goes another way
        if number == 0:
            self.world.agenda.after_work(3, lambda: self._confirm(actor, transfer))

    def _confirm(self, actor: Actor, transfer: Transfer) -> None:
        transfers.confirm(actor=actor, transfer=transfer, mark="信访〔2026〕118号")

    def _living(self, *states: State, of: Sequence[Life] = ()) -> Life | None:
        """A writer with a code of ours, in one of these states, who leads no others; `of` some."""
        arrived = [
            life
            for life in of or self.lives
            if life.receipt is not None and not life.over and not life.followers
        ]
        numbers = [life.case.pk for life in arrived]
        fitting = set(
            Case.objects.filter(pk__in=numbers, state__in=states, kept_from_organ=False)
            .order_by()
            .values_list("pk", flat=True)
        )
        found = [life for life in arrived if life.case.pk in fitting]
        return self.chance.choice(found) if found else None
