from youwei.listening.followup.models.call_back import CallAttempt, CallBack, Draw, Stratum
from youwei.listening.followup.models.listing import Listing
from youwei.listening.followup.models.retaliation import CheckBack, Entry, Report, ReportShield
from youwei.listening.followup.models.transfer import Transfer

__all__ = [
    "CallAttempt",
    "CallBack",
    "CheckBack",
    "Draw",
    "Entry",
    "Listing",
    "Report",
    "ReportShield",
    "Stratum",
    "Transfer",
]
