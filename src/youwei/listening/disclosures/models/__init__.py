from youwei.listening.disclosures.models.disclosure import (
    Clarification,
    Disclosure,
    Disposal,
    Entry,
    SealedFile,
)
from youwei.listening.disclosures.models.identity import Identity, Opening
from youwei.listening.disclosures.models.keys import (
    ReceivingBody,
    RecipientKey,
    RecipientSecret,
    ReportKey,
)
from youwei.listening.disclosures.models.recovery import (
    Recovery,
    RecoveryKey,
    RecoveryPiece,
    RecoveryWrap,
)

__all__ = [
    "Clarification",
    "Disclosure",
    "Disposal",
    "Entry",
    "Identity",
    "Opening",
    "ReceivingBody",
    "RecipientKey",
    "RecipientSecret",
    "Recovery",
    "RecoveryKey",
    "RecoveryPiece",
    "RecoveryWrap",
    "ReportKey",
    "SealedFile",
]
