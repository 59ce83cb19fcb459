"""The life of one duty, from the assignment to the second look, as its plan says."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from youwei.foundation.duties.models import Duty, Extension
from youwei.foundation.duties.operations.assigning import (
    accept,
    decline_transfer,
    object_to,
    offer_transfer,
    reassign,
    reject_objection,
    take_over,
)
from youwei.foundation.duties.operations.checking import record_recheck, send_back, verify
from youwei.foundation.duties.operations.extending import ask_extension, decide_extension
from youwei.foundation.duties.operations.handling import name_handler, report, tell_progress
from youwei.foundation.duties.rules.states import State
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.simulation.matters import replies
from youwei.simulation.plan import Work
from youwei.simulation.roster import RENAMED
from youwei.simulation.world import World

_MORE_DAYS = {"consultation": 5, "request": 20, "suggestion": 12, "conduct": 12}
_AFRESH = 0.6  # share of the term that an organ needs when it works a second time
_BELONGS_IN = {
    **dict.fromkeys(("_accept", "_object"), State.ASSIGNED),
    **dict.fromkeys(("_uphold", "_move"), State.OBJECTED),
    **dict.fromkeys(("_name", "_progress", "_offer", "_ask", "_report"), State.HANDLING),
    "_check": State.REPORTED,
    "_look_again": State.VERIFIED,
}


class Errand:
    """`owner`, `other` and `verifier` are slugs; `results` are the answers that fit the matter.
    `cleared` is called each time the check is passed.
    """

    def __init__(
        self,
        world: World,
        duty: Duty,
        work: Work,
        parties: tuple[str, str, str],
        results: Sequence[str],
        cleared: Callable[[], None],
    ) -> None:
        self.world, self.duty, self.work = world, duty, work
        self.owner, self.other, self.verifier = parties
        self.results, self.cleared = results, cleared
        self.returns = work.sent_back
        self.over = False  # recalled: the case went another way

    def begin(self) -> None:
        if self.work.objects:
            self._after_work(1.5, self._object)
        elif self.work.accept_after is not None:
            self._after_work(self.work.accept_after, self._accept)

    def again(self) -> None:
        """The duty was opened again, with its whole term from today."""
        self.duty.refresh_from_db()
        if self.work.again:
            self._at_share(_AFRESH, self._report)

    def _accept(self) -> None:
        self.duty = accept(actor=self._handler(), duty=self.duty)
        work = self.work
        # Whoever was granted a role before the renaming cannot be named: grants keep their organ.
        if work.named and self.owner != RENAMED:
            self._after_work(0.2, self._name)
        for step in range(work.progress):
            self._at_share(
                (step + 1) * 0.8 / (work.progress + 1) * (work.pace or 1), self._progress
            )
        if work.offers:
            self._after_work(1, self._offer)
        if work.extension:
            self._at_share(0.72, self._ask)
        elif work.pace is not None:
            self._at_share(work.pace, self._report)

    def _name(self) -> None:
        slug = self.owner
        name = self.world.cast.handler_name(slug)
        second = self.world.cast.accounts.get(f"{slug}.second")
        handler = second if second is not None and second.is_active else None
        name_handler(
            actor=self.world.cast.lead(slug),
            duty=self.duty,
            handler=handler or self.world.cast.accounts[name],
        )

    def _progress(self) -> None:
        percent, text = replies.PROGRESS[self.world.chance.randrange(len(replies.PROGRESS))]
        tell_progress(actor=self._handler(), duty=self.duty, progress=percent, text=text)

    def _object(self) -> None:
        reason = self._say(replies.OBJECTIONS).format(other=self._other_name())
        self.duty = object_to(actor=self._handler(), duty=self.duty, reason=reason)
        if self.work.objects == "upheld":
            self._after_work(2, self._uphold)
        elif self.work.objects == "moved":
            self._after_work(2, self._move)

    def _uphold(self) -> None:
        reason = replies.UPHELD.format(other=self._other_name())
        self.duty = reject_objection(actor=self._overseer(), duty=self.duty, reason=reason)
        self._after_work(0.7, self._accept)

    def _move(self) -> None:
        organ = self.world.organ(self.other)
        self.duty = reassign(actor=self._overseer(), duty=self.duty, owner=organ)
        self.owner = self.other
        self._after_work(1, self._accept)

    def _offer(self) -> None:
        reason = self._say(replies.OFFERS).format(other=self._other_name())
        organ = self.world.organ(self.other)
        self.duty = offer_transfer(
            actor=self._handler(), duty=self.duty, organ=organ, reason=reason
        )
        if self.work.offers != "open":
            self._after_work(1.3, self._answer_offer)

    def _answer_offer(self) -> None:
        if self.duty.reported_on is not None:  # it was quicker to do it than to hand it on
            return
        actor = self.world.cast.handler(self.other)
        if self.work.offers == "taken":
            self.duty = take_over(actor=actor, duty=self.duty)
            self.owner = self.other
        else:
            self.duty = decline_transfer(actor=actor, duty=self.duty, reason=replies.DECLINED)

    def _ask(self) -> None:
        if clock.today() >= self.duty.due_on:
            self._report()
            return
        until = self.duty.due_on + timedelta(days=_MORE_DAYS[self.duty.rule_kind])
        asked = ask_extension(
            actor=self.world.cast.lead(self.owner),
            duty=self.duty,
            until=until,
            reason=self._say(replies.EXTENSIONS),
        )
        if self.work.extension != "open":
            self._after_work(1.2, lambda: self._decide(asked))

    def _decide(self, asked: Extension) -> None:
        granted = self.work.extension == "granted"
        text = replies.GRANTED if granted else replies.REFUSED_EXTENSION
        decide_extension(actor=self._overseer(), extension=asked, granted=granted, decision=text)
        self.duty.refresh_from_db()
        if self.work.pace is not None:
            self._at_share(max(self.work.pace, 0.9), self._report)

    def _report(self) -> None:
        thin = self.returns > 0
        result = self._say(replies.THIN_RESULTS if thin else self.results)
        self.duty = report(actor=self._handler(), duty=self.duty, result=result)
        if self.work.check_after is not None:
            self._after_work(self.work.check_after, self._check)

    def _check(self) -> None:
        if self.returns > 0:
            self.returns -= 1
            reason = self._say(replies.SENT_BACK)
            self.duty = send_back(actor=self._checker(), duty=self.duty, reason=reason)
            if self.work.again:
                self._after_work(self.world.chance.uniform(1.5, 5), self._report)
            return
        finding = self._say(replies.FINDINGS)
        self.duty = verify(actor=self._checker(), duty=self.duty, finding=finding)
        if self.work.recheck != "never":
            self._plan_second_look()
        self.cleared()

    def _plan_second_look(self) -> None:
        planned = self.duty.rechecks.filter(done_at__isnull=True).first()
        if planned is None:
            return
        late = timedelta(days=self.world.chance.randint(0, 9))
        morning = datetime.combine(planned.due_on + late, time(9, 30), tzinfo=clock.ZONE)
        self.world.agenda.at_work(morning, self._unless_over(self._look_again))

    def _look_again(self) -> None:
        planned = self.duty.rechecks.filter(done_at__isnull=True).first()
        if planned is None:  # opened again meanwhile: the next check plans the next look
            return
        holds = self.work.recheck == "holds" or self.duty.times_reopened > 0
        finding = replies.RECHECK_HOLDS if holds else replies.RECHECK_FAILS
        record_recheck(actor=self._checker(), recheck=planned, holds=holds, finding=finding)
        if not holds:
            self.again()

    def _at_share(self, share: float, action: Callable[[], None]) -> None:
        """When this share of the duty's term has passed, in the office."""
        term = self.duty.due_on - self.duty.starts_on
        morning = datetime.combine(self.duty.starts_on, time(9), tzinfo=clock.ZONE)
        hours = timedelta(hours=self.world.chance.uniform(0, 7))
        wanted = morning + timedelta(days=round(term.days * share)) + hours
        later = clock.now() + timedelta(hours=1)
        self.world.agenda.at_work(max(wanted, later), self._unless_over(action))

    def _after_work(self, days: float, action: Callable[[], None]) -> None:
        self.world.agenda.after_work(days, self._unless_over(action))

    def _unless_over(self, action: Callable[[], None]) -> Callable[[], None]:
        """What was planned is left out where the duty went another way meanwhile."""
        wanted = _BELONGS_IN.get(action.__name__)

        def run() -> None:
            if not self.over and (wanted is None or self.duty.state == wanted):
                action()

        return run

    def _say(self, sentences: Sequence[str]) -> str:
        return self.world.chance.choice(sentences)

    def _other_name(self) -> str:
        return self.world.organ(self.other).name

    def _handler(self) -> Actor:
        return self.world.cast.handler(self.owner)

    def _checker(self) -> Actor:
        world, duty = self.world, self.duty
        return world.cast.checker(self.verifier, world.chance, duty.owner, duty.shielded_from)

    def _overseer(self) -> Actor:
        """Who decides objections and extensions."""
        duty = self.duty
        return self.world.cast.free_of(self.world.chance, duty.owner, duty.shielded_from)
