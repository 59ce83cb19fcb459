"""Everybody who can be something to one duty, each of another organ."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.harness.province import Province, build
from tests.harness.scenes import remembered
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.operations.assigning import Assignment, assign
from youwei.foundation.duties.rules.states import Party, State
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.deadlines import Term


@dataclass(frozen=True)
class Parties:
    """The bureau owes, the commission checks, the office assigned, the agency may take over."""

    province: Province
    owner: Actor
    lead: Actor
    verifier: Actor
    office: Actor
    leading: Actor
    offered: Actor

    def of(self, party: Party) -> Actor:
        return {
            Party.OWNER: self.owner,
            Party.OFFERED: self.offered,
            Party.VERIFIER: self.verifier,
            Party.OFFICE: self.office,
        }[party]

    def duty(self, **given: Any) -> Duty:
        """Assigned today, due in 20 working days; what is `given` stands in the assignment."""
        usual: dict[str, Any] = {
            "kind": "task",
            "rule_kind": "request",
            "origin": "task:1",
            "title": "规范窗口一次性告知",
            "statement": "请于期限内整改。",
            "owner": self.province.bureau,
            "verifier": self.province.commission,
            "term": Term.parse("20wd"),
            "starts_on": clock.today(),
        }
        return assign(
            actor=SYSTEM, campaign=self.province.campaign, assignment=Assignment(**(usual | given))
        )

    def duty_in(self, state: State, **given: Any) -> Duty:
        """Brought there by the moves of those whose moves they are."""
        duty = self.duty(**given)
        for step in _WAYS[state]:
            duty = step(self, duty)
        return duty

    def offered_duty(self) -> Duty:
        """Being handled, with a transfer offered to the agency."""
        return assigning.offer_transfer(
            actor=self.owner,
            duty=self.duty_in(State.HANDLING),
            organ=self.province.agency,
            reason="属服务中心职责",
        )


Step = Callable[[Parties, Duty], Duty]


def _accept(parties: Parties, duty: Duty) -> Duty:
    return assigning.accept(actor=parties.owner, duty=duty)


def _object(parties: Parties, duty: Duty) -> Duty:
    return assigning.object_to(actor=parties.owner, duty=duty, reason="不属本单位职责")


def _report(parties: Parties, duty: Duty) -> Duty:
    return handling.report(actor=parties.owner, duty=duty, result="已整改。")


def _verify(parties: Parties, duty: Duty) -> Duty:
    return checking.verify(actor=parties.verifier, duty=duty, finding="现场核查属实。")


def _recall(parties: Parties, duty: Duty) -> Duty:
    return assigning.recall(actor=parties.office, duty=duty, reason="交办有误")


_WAYS: dict[State, tuple[Step, ...]] = {
    State.ASSIGNED: (),
    State.OBJECTED: (_object,),
    State.HANDLING: (_accept,),
    State.REPORTED: (_accept, _report),
    State.VERIFIED: (_accept, _report, _verify),
    State.RECALLED: (_recall,),
}


@remembered
def build_parties() -> Parties:
    province = build()
    return Parties(
        province=province,
        owner=province.actor("owner", Role.HANDLER, province.bureau),
        lead=province.actor("owner-lead", Role.LEAD, province.bureau),
        verifier=province.actor("verifier", Role.HANDLER, province.commission),
        office=province.actor("office", Role.OFFICE, province.office),
        leading=province.actor("leading", Role.LEADING_GROUP, province.leading),
        offered=province.actor("offered", Role.HANDLER, province.agency),
    )


def later(days: int) -> Any:
    """Everything inside happens so many days from now."""
    return clock.at(clock.now() + timedelta(days=days))
