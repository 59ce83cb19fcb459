"""What the desk does with a case, as far as its writer sees it."""

from tests.listening.complaints.cast import Cast, case_of

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.organs.models import Organ
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.complaints.queries.receipts import Receipt

ANSWER = "已经为您办好，请凭受理单领取。"


def dispatched(cast: Cast, receipt: Receipt, owner: Organ) -> Duty:
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    verifier = cast.province.office
    return sending.dispatch(actor=cast.office, case=case, owner=owner, verifier=verifier)


def answered(cast: Cast, duty: Duty, text: str = ANSWER) -> Duty:
    handler = {cast.province.bureau.pk: cast.bureau}.get(duty.owner_id, cast.commission)
    if duty.state == "assigned":
        duty = assigning.accept(actor=handler, duty=duty)
    duty = handling.report(actor=handler, duty=duty, result=text)
    return checking.verify(actor=cast.office, duty=duty, finding="已核实。")
