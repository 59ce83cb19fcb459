"""How a case takes its course in the tests of figures, through the operations that users use."""

from typing import Any

from tests.listening.complaints.cast import build_cast, case_of, hands_in, writer_of

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import answering, sending, triage
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.figures.queries.facts import read_facts
from youwei.listening.figures.queries.tables import groups_of, scale_of
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.measures import Figures, figures
from youwei.listening.figures.rules.tables import Layout, table


class Course:
    """The bureau handles, the office checks."""

    def __init__(self) -> None:
        self.cast = build_cast()
        self.hand_in = hands_in(self.cast)

    @property
    def campaign(self) -> Campaign:
        return self.cast.province.campaign

    def sent(self, **given: Any) -> tuple[Receipt, Duty]:
        receipt = self.hand_in(**given)
        case = triage.accept(actor=self.cast.office, case=case_of(receipt))
        duty = sending.dispatch(
            actor=self.cast.office,
            case=case,
            owner=self.cast.province.bureau,
            verifier=self.cast.province.office,
        )
        return receipt, duty

    def answered(self, duty: Duty, *, sent_back: int = 0) -> Duty:
        if duty.state == DutyState.ASSIGNED:
            duty = assigning.accept(actor=self.cast.bureau, duty=duty)
        for _ in range(sent_back):
            duty = handling.report(actor=self.cast.bureau, duty=duty, result="初步答复。")
            duty = checking.send_back(actor=self.cast.office, duty=duty, reason="不完整")
        duty = handling.report(actor=self.cast.bureau, duty=duty, result="已为您办结。")
        return checking.verify(actor=self.cast.office, duty=duty, finding="已电话核实。")

    def rated(self, receipt: Receipt, level: str) -> None:
        answering.rate(actor=writer_of(receipt), case=case_of(receipt), level=level)

    def reopened(self, receipt: Receipt) -> Duty:
        answering.reopen(actor=writer_of(receipt), case=case_of(receipt), reason="没有解决")
        duty: Duty = case_of(receipt).handlings.get().duty
        return duty

    def conduct(self, times: int = 1) -> list[Case]:
        """Complaints about the conduct of the bureau."""
        receipts = [
            self.hand_in(kind="conduct", about_organ=self.cast.province.bureau, text="推三阻四。")
            for _ in range(times)
        ]
        return [case_of(receipt) for receipt in receipts]

    def all_figures(self) -> Figures:
        """Of everything, whoever may see it."""
        facts = read_facts(self.campaign)
        one = table(facts, facts.day > 0, Layout(Dimension.CHANNEL), groups_of(self.campaign))
        return figures(one.cells.total(), scale_of(self.campaign))
