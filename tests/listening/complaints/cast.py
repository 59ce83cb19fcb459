"""Who plays in the loop of a complaint, and how a citizen hands one in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.harness.province import Province, build
from tests.harness.scenes import remembered

from youwei.kernel import receipts
from youwei.kernel.actor import CITIZEN, Actor, Role, citizen
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries.receipts import Receipt


@dataclass(frozen=True)
class Cast:
    """Who plays in the loop."""

    province: Province
    office: Actor
    leading: Actor
    bureau: Actor
    agency: Actor
    commission: Actor


@remembered
def build_cast() -> Cast:
    province = build()
    return Cast(
        province=province,
        office=province.actor("office", Role.OFFICE, province.office),
        leading=province.actor("leading", Role.LEADING_GROUP, province.leading),
        bureau=province.actor("bureau", Role.HANDLER, province.bureau),
        agency=province.actor("agency", Role.HANDLER, province.agency),
        commission=province.actor("commission", Role.LEAD, province.commission),
    )


def hands_in(cast: Cast) -> Callable[..., Receipt]:
    """`hand_in(kind=…, text=…, …)` as a citizen on the web."""

    def run(nonce: str | None = None, **given: Any) -> Receipt:
        usual: dict[str, Any] = {"channel": "web", "kind": "request", "text": "窗口两次让我重填。"}
        intake = Intake(**(usual | given))
        return receive(
            actor=CITIZEN,
            campaign=cast.province.campaign,
            intake=intake,
            nonce=nonce or receipts.new_nonce(),
        )

    return run


def case_of(receipt: Receipt | Case) -> Case:
    return Case.objects.get(number=receipt.number)


def writer_of(receipt: Receipt | Case) -> Actor:
    return citizen(receipt.number)
