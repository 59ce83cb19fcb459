"""A matter that came through GeoReport v2 is a case like any other."""

from dataclasses import dataclass, field

from django.conf import settings

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.kernel.receipts import hash_of
from youwei.kernel.sealing import derive
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries.receipts import Receipt, case_of
from youwei.listening.open311.models import PublicRequest
from youwei.listening.open311.queries.services import may_be_public
from youwei.listening.open311.rules.events import HandedIn

ID_LENGTH = 20  # hex digits: nobody finds one by trying


@dataclass(frozen=True, slots=True)
class Taken:
    """`request_id` opens nothing but what is public of the matter."""

    request_id: str
    receipt: Receipt = field(repr=False)


@operation
def hand_in(
    *, actor: Actor, token: ChannelToken, intake: Intake, public: bool, nonce: str
) -> Taken:
    """The same nonce gives the same answer again. `public` is what the sender said the first time,
    and counts for nothing in a complaint about conduct.
    """
    receipt = receive(actor=actor, campaign=token.campaign, intake=intake, nonce=nonce)
    case = case_of(receipt)
    request_id = _id_of(nonce)
    public = public and may_be_public(rules_of(token.campaign).kind(case.kind))
    if public and not receipt.again:
        PublicRequest.objects.create(case=case, public_id=request_id)
    record(
        actor=actor,
        event=HandedIn(public=public),
        subject=case.subject,
        campaign_id=case.campaign_id,
    )
    return Taken(request_id=request_id, receipt=receipt)


def _id_of(nonce: str) -> str:
    """Derived, so that a double submission reads the same id; it says nothing of the number."""
    return hash_of(nonce, key=derive(settings.SECRET_KEY, "open311-id"))[:ID_LENGTH]
