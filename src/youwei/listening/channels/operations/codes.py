"""A new query code, where the organ that a complaint is about heard the first."""

from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock, receipts
from youwei.kernel.actor import Actor
from youwei.listening.channels.access import check_renews_code
from youwei.listening.channels.models import Reception
from youwei.listening.channels.rules.events import CodeRenewed
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.receipts import keys
from youwei.listening.complaints.writing import locked


@operation
def renew_code(*, actor: Actor, case: Case) -> str:
    """The first code opens nothing from now on. The new one is returned once and kept nowhere."""
    case = locked(case)
    check_renews_code(actor, case)
    key = keys()[0]
    code = receipts.code_of(receipts.new_nonce(), key=key)
    case.code_hash = receipts.hash_of(receipts.normalise(code), key=key)
    case.save(update_fields=["code_hash"])
    reception = Reception.objects.get(case=case)
    reception.code_renewed_at = clock.now()
    reception.save(update_fields=["code_renewed_at"])
    record(actor=actor, event=CodeRenewed(), subject=case.subject, campaign_id=case.campaign_id)
    return code
