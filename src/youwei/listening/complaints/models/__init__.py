from youwei.listening.complaints.models.case import Case, CaseTheme, KeptFrom
from youwei.listening.complaints.models.channel_token import ChannelToken
from youwei.listening.complaints.models.handling import Handling
from youwei.listening.complaints.models.spent_proof import SpentProof
from youwei.listening.complaints.models.statement import Statement
from youwei.listening.complaints.models.thread import Message, Rating
from youwei.listening.complaints.models.writer import Writer

__all__ = [
    "Case",
    "CaseTheme",
    "ChannelToken",
    "Handling",
    "KeptFrom",
    "Message",
    "Rating",
    "SpentProof",
    "Statement",
    "Writer",
]
