"""Ways to a case that was answered, and to a duty that is late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.listening.complaints.cast import Cast, case_of

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.complaints.queries.receipts import Receipt

HandIn = Callable[..., Receipt]
CONSENTS = {"contact": "13900000000", "may_contact": True, "may_call_back": True}


def sent(cast: Cast, hand_in: HandIn, **given: Any) -> tuple[Receipt, Duty]:
    """The bureau has it, and the office checks it."""
    receipt = hand_in(**{"about_organ": cast.province.bureau, **given})
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    duty = sending.dispatch(
        actor=cast.office, case=case, owner=cast.province.bureau, verifier=cast.province.office
    )
    return receipt, duty


def answered(cast: Cast, hand_in: HandIn, **given: Any) -> tuple[Receipt, Case]:
    receipt, duty = sent(cast, hand_in, **given)
    duty = assigning.accept(actor=cast.bureau, duty=duty)
    duty = handling.report(actor=cast.bureau, duty=duty, result="已办结。")
    checking.verify(actor=cast.office, duty=duty, finding="已核实。")
    return receipt, case_of(receipt)


def later(days: int) -> Any:
    """Everything inside happens so many days later."""
    return clock.at(clock.now() + timedelta(days=days))


def lead_of(cast: Cast, name: str = "bureau") -> Any:
    return cast.province.actor(f"{name}-lead", Role.LEAD, getattr(cast.province, name))
