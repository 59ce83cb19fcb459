from youwei.listening.appraisal.models.instrument import Instrument, Question
from youwei.listening.appraisal.models.panel import MarginCount, Member, Panel, Stratum
from youwei.listening.appraisal.models.quality import Exclusion, Finding
from youwei.listening.appraisal.models.round import RosterEntry, Round
from youwei.listening.appraisal.models.third_party import Commission, Delivery
from youwei.listening.appraisal.models.urn import Invitation, Opinion, Slip

__all__ = [
    "Commission",
    "Delivery",
    "Exclusion",
    "Finding",
    "Instrument",
    "Invitation",
    "MarginCount",
    "Member",
    "Opinion",
    "Panel",
    "Question",
    "RosterEntry",
    "Round",
    "Slip",
    "Stratum",
]
