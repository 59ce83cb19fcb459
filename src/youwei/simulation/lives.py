"""The life of one case: handed in, sorted, sent, answered, rated, as its plan says."""

from dataclasses import replace

from youwei.foundation.duties.models import Duty
from youwei.kernel.actor import Actor, citizen
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.answering import rate, reopen
from youwei.listening.complaints.operations.sending import (
    dispatch,
    pass_on_statement,
    recall,
    withdraw,
)
from youwei.listening.complaints.operations.thread import (
    give_statement,
    take_statement_back,
    write,
)
from youwei.listening.complaints.operations.triage import accept, merge, refuse, sort
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.complaints.queries.rounds import round_of
from youwei.listening.complaints.rules.states import State
from youwei.simulation.arrivals import about, arrive
from youwei.simulation.errands import Errand
from youwei.simulation.matters import replies
from youwei.simulation.plan import CasePlan, Work
from youwei.simulation.sorting import categorise
from youwei.simulation.world import World

_SORTED = frozenset({State.ACCEPTED, State.HANDLING})
_OPEN = _SORTED | {State.RECEIVED}


class Life:
    """`lead` is the life of the case with which this one is merged, where the plan says so."""

    case: Case

    def __init__(self, world: World, number: int, plan: CasePlan, lead: "Life | None") -> None:
        self.world, self.number, self.plan, self.lead = world, number, plan, lead
        self.receipt: Receipt | None = None
        self.matter: Errand | None = None
        self.errands: list[Errand] = []
        self.followers: list[Life] = []
        self.consents = False
        self.over = True  # until it has arrived

    def arrive(self) -> None:
        self.case, self.receipt = arrive(self.world, self.number, self.plan)
        self.over = False
        sorting, writing, agenda = self.plan.sorting, self.plan.writing, self.world.agenda
        if sorting.after is not None:
            agenda.after_work(sorting.after, self._sort)
        if self.receipt is None:
            return  # who wrote elsewhere holds no code of ours
        if writing.withdraw_after is not None:
            agenda.after(writing.withdraw_after, self._withdraw)
        if writing.adds_after is not None:
            agenda.after(writing.adds_after, self._add)
        statement = self.plan.statement
        if statement is not None and not statement.later:
            self._consented()

    def _sort(self) -> None:
        if self.over:
            return
        plan, sorting, actor = self.plan, self.plan.sorting, self._sorter()
        if sorting.first_kind or sorting.names_organ or self.receipt is None:
            organ = about(self.world, plan)
            self.case = sort(
                actor=actor, case=self.case, kind=plan.kind, about_organ=organ, themes=plan.themes
            )
        if sorting.ground:
            self._refuse(actor)
        elif self.lead is not None and self.lead.may_lead():
            self.case = merge(actor=actor, case=self.case, lead=self.lead.case)
            self.lead.followers.append(self)
        else:
            self.case = accept(actor=actor, case=self.case)
            categorise(actor, self.case, plan)
            self._go_on()
            if plan.statement is not None and plan.statement.later:
                self.world.agenda.after(0.5, self._consent)

    def _refuse(self, actor: Actor) -> None:
        sorting = self.plan.sorting
        self.case = refuse(
            actor=actor, case=self.case, ground=sorting.ground, explanation=sorting.explanation
        )
        self.over = True

    def _go_on(self) -> None:
        sorting, agenda = self.plan.sorting, self.world.agenda
        if sorting.asks:
            agenda.after_work(0.1, self._ask)
        if sorting.dispatch_after is not None:
            action = self._misdirect if sorting.recalled else self._dispatch
            agenda.after_work(sorting.dispatch_after, action)

    def may_lead(self) -> bool:
        """Whether another case can be merged with it now."""
        return not self.over and self._state() in _SORTED

    def _misdirect(self) -> None:
        """To the wrong organ; the office takes it back the next day."""
        if not self.over:
            self._send(self.plan.other, replace(self.plan.work, accept_after=None, objects=""))
            self.world.agenda.after_work(1, self._recall)

    def _recall(self) -> None:
        if not self.over:
            self.errands[-1].over = True
            self.case = recall(actor=self._sorter(), case=self.case, reason=replies.RECALLED)
            self.world.agenda.after_work(0.3, self._dispatch)

    def _dispatch(self) -> None:
        if self.over:
            return
        self._send(self.plan.owner, self.plan.work)
        statement = self.plan.statement
        if statement is not None and statement.fate == "passed_on":
            self.world.agenda.after_work(1.5 if statement.later else 0.2, self._pass_on)

    def _send(self, owner: str, work: Work) -> None:
        plan = self.plan
        notes = (replies.CONDUCT_NOTE,) if plan.kind == "conduct" else replies.DISPATCH_NOTES
        duty = dispatch(
            actor=self._sorter(),
            case=self.case,
            owner=self.world.organ(owner),
            verifier=self.world.organ(plan.verifier),
            note=self.world.chance.choice(notes),
        )
        parties = (owner, plan.other, plan.verifier)
        self.matter = Errand(self.world, duty, work, parties, self._results(), self._answered)
        self._start(self.matter)

    def _pass_on(self) -> None:
        statement = self.plan.statement
        if self.over or statement is None or not self.consents:
            return
        duty: Duty = pass_on_statement(actor=self._sorter(), case=self.case)
        values = {"thing": self.plan.thing, "mended": replies.OWN_MATTER_MENDED}
        results = tuple(text.format_map(values) for text in replies.RESULTS[:2])
        parties = (self.plan.about, "", self.plan.verifier)
        self._start(Errand(self.world, duty, statement.work, parties, results, lambda: None))

    def _start(self, errand: Errand) -> None:
        self.errands.append(errand)
        errand.begin()

    def _results(self) -> tuple[str, ...]:
        plan = self.plan
        texts = {
            "conduct": replies.CONDUCT_RESULTS,
            "consultation": replies.ANSWERS,
            "suggestion": replies.ADOPTED,
        }.get(plan.kind, replies.RESULTS)
        values = {"thing": plan.thing, "mended": plan.mended, "told": plan.told}
        return tuple(text.format_map(values) for text in texts)

    def _answered(self) -> None:
        """The checked answer is out: those who wrote may rate it, or ask for another look."""
        for life in (self, *self.followers):
            if life.plan.writing.level:
                self.world.agenda.after(life.plan.writing.rate_after, life._rate)
        reopen_after = self.plan.writing.reopen_after
        if reopen_after is not None and self.receipt is not None:
            self.world.agenda.after(reopen_after, self._reopen)

    def _rate(self) -> None:
        lead = self.lead if self.lead is not None and self in self.lead.followers else self
        if lead._state() != State.ANSWERED or self._has_rated(lead):
            return
        level = self.plan.writing.level
        text = self.world.chance.choice(replies.COMMENTS[level])
        rate(actor=self._writer(), case=self.case, level=level, text=text)

    def _has_rated(self, lead: "Life") -> bool:
        return self.case.ratings.filter(round=round_of(lead.case)).exists()

    def _reopen(self) -> None:
        if self._state() != State.ANSWERED or self.case.times_reopened:
            return
        reason = self.world.chance.choice(replies.REOPENED)
        self.case = reopen(actor=self._writer(), case=self.case, reason=reason)
        if self.matter is not None:
            self.matter.again()

    def _withdraw(self) -> None:
        if self.over or self.followers or self._state() not in _OPEN:
            return
        self.case = withdraw(actor=self._writer(), case=self.case)
        self.over = True
        for errand in self.errands:
            errand.over = True

    def _add(self) -> None:
        if self.over:
            return
        write(actor=self._writer(), case=self.case, text=self.world.chance.choice(replies.ADDED))
        self.world.agenda.after_work(self.world.chance.uniform(0.5, 4), self._reply)

    def _reply(self) -> None:
        if not self.over:
            write(actor=self._sorter(), case=self.case, text=replies.OFFICE_TELLS)

    def _ask(self) -> None:
        if not self.over:
            write(actor=self._sorter(), case=self.case, text=replies.OFFICE_ASKS)

    def _consent(self) -> None:
        statement = self.plan.statement
        if not self.over and statement is not None and self.receipt is not None:
            give_statement(actor=self._writer(), case=self.case, text=statement.text)
            self._consented()

    def _consented(self) -> None:
        self.consents = True
        if self.plan.statement is not None and self.plan.statement.fate == "taken_back":
            self.world.agenda.after(0.1, self._take_back)

    def _take_back(self) -> None:
        if not self.over:
            take_statement_back(actor=self._writer(), case=self.case)
            self.consents = False

    def _state(self) -> str:
        self.case.refresh_from_db()
        return self.case.state

    def _writer(self) -> Actor:
        return citizen(self.case.number)

    def _sorter(self) -> Actor:
        organ = about(self.world, self.plan)
        return self.world.cast.free_of(self.world.chance, organ)
