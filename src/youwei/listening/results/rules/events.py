from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class ResultEstimated(Event):
    """`sha256`: of the export as it would be published."""

    kind = "results.estimated"
    title = _("Result estimated from the sealed ballots")
    number: int
    ballots: int
    left_out: int
    stands: bool
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ResultShown(Event):
    kind = "results.shown"
    title = _("Organs see their own result and can object")
    number: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(Event):
    kind = "results.objection_filed"
    title = _("Organ objected to its result")
    organ: str


@dataclass(frozen=True, kw_only=True)
class ObjectionWithdrawn(Event):
    kind = "results.objection_withdrawn"
    title = _("Organ withdrew its objection")
    organ: str


@dataclass(frozen=True, kw_only=True)
class ObjectionDecided(Event):
    kind = "results.objection_decided"
    title = _("Objection decided by somebody else")
    organ: str
    state: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class ResultPublished(Event):
    kind = "results.published"
    title = _("Appraisal result published")
    number: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ResultCorrected(Event):
    kind = "results.corrected"
    title = _("Published result taken down and corrected")
    number: int
    uses: int


@dataclass(frozen=True, kw_only=True)
class VoiceWritten(Event):
    """`opinions`: how many stand behind it."""

    kind = "results.voice_written"
    title = _("Written anew: what people said about a theme")
    theme: str
    opinions: int


@dataclass(frozen=True, kw_only=True)
class VoiceDecided(Event):
    kind = "results.voice_decided"
    title = _("Decided by a second person: what people said about a theme")
    theme: str
    approved: bool


@dataclass(frozen=True, kw_only=True)
class UseRecorded(Event):
    kind = "results.use_recorded"
    title = _("Use of a result entered in the register")
    organ: str
    purpose: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class UseStruck(Event):
    kind = "results.use_struck"
    title = _("Entry in the register of uses struck out, with reasons")
    organ: str
    purpose: str
    decision: str
