"""The state tables of this app in one place, for the page that shows all of them."""

from youwei.listening.followup.rules.calls import CALL_BACK
from youwei.listening.followup.rules.listing import LISTING
from youwei.listening.followup.rules.protection import RETALIATION
from youwei.listening.followup.rules.transferring import TRANSFER

__all__ = ["CALL_BACK", "LISTING", "RETALIATION", "TRANSFER"]
