"""A batch about the bureau, out of complaints about its conduct."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.harness.province import Province, build

from youwei.foundation.organs.models import Organ
from youwei.kernel import receipts
from youwei.kernel.actor import CITIZEN, Actor, Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import triage
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.feedback.models import Batch, Item
from youwei.listening.feedback.operations import drafting, releasing
from youwei.listening.feedback.operations.drafting import Wording
from youwei.listening.feedback.rules.periods import Period

FOURTH_QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))  # of the still clock
SHIFTING = "unwilling.idling"
PROBLEM = "办事群众反映，服务窗口推诿扯皮，同一事项需要多次往返。"
DEMAND = "落实首问负责制，公开一次性告知清单。"
# Words that stand nowhere else, so that finding one anywhere is a leak.
TEXTS = ("阴阳怪气地叫我回去等消息", "来回跑腿四趟还是没盖上章", "把材料摔在柜台上不肯收")


@dataclass(frozen=True)
class Feedback:
    province: Province
    office: Actor  # writes
    second: Actor  # approves
    owner: Actor
    lead: Actor
    cases: tuple[Case, ...]

    def draft(self, organ: Organ | None = None) -> Batch:
        return drafting.draft(
            actor=self.office,
            campaign=self.province.campaign,
            organ=organ or self.province.bureau,
            period=FOURTH_QUARTER,
        )

    def write(self, batch: Batch, **more: object) -> Item:
        given: dict[str, object] = {
            "text": PROBLEM,
            "demand": DEMAND,
            "themes": (SHIFTING,),
            "sources": self.cases[:2],
            **more,
        }
        item = given.pop("item", None)
        return drafting.write_item(
            actor=self.office,
            batch=batch,
            item=item,  # type: ignore[arg-type]
            wording=Wording(**given),  # type: ignore[arg-type]
        )

    def submitted(self) -> Batch:
        batch = self.draft()
        self.write(batch)
        return releasing.submit(actor=self.office, batch=batch)

    def approved(self) -> Batch:
        return releasing.approve(actor=self.second, batch=self.submitted())

    def released(self) -> Batch:
        return releasing.release(actor=self.office, batch=self.approved())


def complain(
    province: Province,
    text: str,
    *,
    kind: str = "conduct",
    about: Organ | None = None,
    themes: Sequence[str] = (SHIFTING,),
) -> Case:
    receipt = receive(
        actor=CITIZEN,
        campaign=province.campaign,
        intake=Intake(
            channel="web",
            kind=kind,
            text=text,
            summary=text[:6],
            about_organ=about or province.bureau,
            themes=tuple(themes),
        ),
        nonce=receipts.new_nonce(),
    )
    return Case.objects.get(number=receipt.number)


def play(texts: Sequence[str] = TEXTS) -> Feedback:
    province = build()
    office = province.actor("office", Role.OFFICE, province.office)
    cases = tuple(triage.accept(actor=office, case=complain(province, text)) for text in texts)
    return Feedback(
        province=province,
        office=office,
        second=province.actor("second", Role.OFFICE, province.office),
        owner=province.actor("owner", Role.HANDLER, province.bureau),
        lead=province.actor("bureau-lead", Role.LEAD, province.bureau),
        cases=cases,
    )
