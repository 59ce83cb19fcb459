from dataclasses import dataclass

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _

# None of these names another case: they stand in the history of a case, too.


@dataclass(frozen=True, kw_only=True)
class CasesSketched(Event):
    kind = "matters.sketched"
    title = _("Cases prepared for comparison")
    cases: int


@dataclass(frozen=True, kw_only=True)
class SketchDropped(Event):
    kind = "matters.sketch_dropped"
    title = _("No longer compared with others")
    erases = True


@dataclass(frozen=True, kw_only=True)
class MatterProposed(Event):
    kind = "matters.proposed"
    title = _("Cases that look alike were proposed as one matter")
    cases: int


@dataclass(frozen=True, kw_only=True)
class PutTogether(Event):
    kind = "matters.put_together"
    title = _("Judged to be one matter with another case")


@dataclass(frozen=True, kw_only=True)
class MatterAdopted(Event):
    kind = "matters.adopted"
    title = _("Proposal confirmed: these cases are one matter")


@dataclass(frozen=True, kw_only=True)
class MatterDismissed(Event):
    kind = "matters.dismissed"
    title = _("Proposal declined: these cases are not one matter")


@dataclass(frozen=True, kw_only=True)
class MatterNamed(Event):
    kind = "matters.named"
    title = _("Title of the matter written")


@dataclass(frozen=True, kw_only=True)
class MatterClosed(Event):
    kind = "matters.closed"
    title = _("Matter closed")


@dataclass(frozen=True, kw_only=True)
class MatterResumed(Event):
    kind = "matters.resumed"
    title = _("Matter taken up again")


@dataclass(frozen=True, kw_only=True)
class CaseJoined(Event):
    kind = "matters.case_joined"
    title = _("Joined to others about the same matter")
    matter: str


@dataclass(frozen=True, kw_only=True)
class CaseParted(Event):
    kind = "matters.case_parted"
    title = _("Taken out of the matter")
    matter: str


@dataclass(frozen=True, kw_only=True)
class MatterTakenIn(Event):
    """All cases of another matter came over, which ended with it."""

    kind = "matters.taken_in"
    title = _("Another matter was merged into this one")
    matter: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class MatterAnswered(Event):
    kind = "matters.answered"
    title = _("One text written to all writers of the matter")
    writers: int


@dataclass(frozen=True, kw_only=True)
class VoiceCounted(Event):
    kind = "matters.voice_counted"
    title = _("Judged to be a voice of its own, or one heard before")
    counted: bool


@dataclass(frozen=True, kw_only=True)
class HotSpotRaised(Event):
    kind = "matters.hot_spot_raised"
    title = _("Hot spot raised")
    voices: int
    days: int
    rulebook: str


@dataclass(frozen=True, kw_only=True)
class HotSpotAcknowledged(Event):
    kind = "matters.hot_spot_acknowledged"
    title = _("Hot spot assessed")


@dataclass(frozen=True, kw_only=True)
class HotSpotSettled(Event):
    kind = "matters.hot_spot_settled"
    title = _("Hot spot has settled")
    voices: int
