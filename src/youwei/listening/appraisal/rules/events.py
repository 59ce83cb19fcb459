"""What the journal tells of a round. No event tells of one ballot: neighbours in the journal would
say when it came (docs/adr/0018-appraisal.md).
"""

from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class InstrumentMade(Event):
    kind = "appraisal.instrument_made"
    title = _("Version of the questions begun")
    number: int
    questions: int


@dataclass(frozen=True, kw_only=True)
class QuestionsChanged(Event):
    kind = "appraisal.questions_changed"
    title = _("Questions changed")
    code: str
    change: str


@dataclass(frozen=True, kw_only=True)
class RoundPrepared(Event):
    kind = "appraisal.round_prepared"
    title = _("Appraisal round prepared")
    number: int
    opens_on: date
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class RoundChanged(Event):
    kind = "appraisal.round_changed"
    title = _("Round changed before it was frozen")
    change: str


@dataclass(frozen=True, kw_only=True)
class RosterChanged(Event):
    kind = "appraisal.roster_changed"
    title = _("Organ put on the roster or left out")
    organ: str
    left_out: str


@dataclass(frozen=True, kw_only=True)
class FrameTaken(Event):
    """`barred`: rows of people who serve an organ of the round."""

    kind = "appraisal.frame_taken"
    title = _("Frame of a panel taken over")
    panel: str
    strata: int
    people: int
    barred: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class MarginsTaken(Event):
    kind = "appraisal.margins_taken"
    title = _("Counts of a panel’s population taken over")
    panel: str
    categories: int


@dataclass(frozen=True, kw_only=True)
class SampleDrawn(Event):
    """The seed itself is told when the round is closed."""

    kind = "appraisal.sample_drawn"
    title = _("Sample drawn by chance")
    panel: str
    frame: int
    drawn: int
    commitment: str


@dataclass(frozen=True, kw_only=True)
class RoundMoved(Event):
    kind = "appraisal.round_moved"
    title = _("Appraisal round: step recorded")
    move: str
    state: str


@dataclass(frozen=True, kw_only=True)
class RoundFrozen(Event):
    kind = "appraisal.round_frozen"
    title = _("Round frozen by a second person: organs, questions, panels, sample")
    organs: int
    questions: int
    rulebook: str
    urn_key: str


@dataclass(frozen=True, kw_only=True)
class CodesHandedOut(Event):
    kind = "appraisal.codes_handed_out"
    title = _("Codes handed out, once")
    panel: str
    codes: int
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class UnusedListed(Event):
    kind = "appraisal.unused_listed"
    title = _("List of codes not used yet, for a reminder")
    panel: str
    codes: int


@dataclass(frozen=True, kw_only=True)
class UrnShaken(Event):
    """Written by the daily job: how many ballots there are, in all panels together."""

    kind = "appraisal.urn_shaken"
    title = _("Urn shaken: ballots put in another order and closed anew")
    slips: int


@dataclass(frozen=True, kw_only=True)
class UrnKeyCopied(Event):
    kind = "appraisal.urn_key_copied"
    title = _("The key of the urn copied onto a medium of its own")


@dataclass(frozen=True, kw_only=True)
class UrnKeyPutBack(Event):
    kind = "appraisal.urn_key_put_back"
    title = _("The key of the urn put back from its copy")


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    kind = "appraisal.round_closed"
    title = _("Round closed; the seed of the draw is told")
    seed: str


@dataclass(frozen=True, kw_only=True)
class BallotsSealed(Event):
    kind = "appraisal.ballots_sealed"
    title = _("Ballots sealed; codes, contacts and the urn erased")
    erases = True
    ballots: int
    rows: int
    kept_out: int
    opinions: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BallotsErased(Event):
    kind = "appraisal.ballots_erased"
    title = _("Sealed ballots erased by the retention rule")
    erases = True
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BallotsLeftOut(Event):
    kind = "appraisal.ballots_left_out"
    title = _("Decided: ballots with a sign are left out; both results are kept")
    panel: str
    sign: str
    ballots: int | None


@dataclass(frozen=True, kw_only=True)
class ThirdPartyNamed(Event):
    kind = "appraisal.third_party_named"
    title = _("Third party commissioned")
    body: str
    contract: str


@dataclass(frozen=True, kw_only=True)
class InterestsDeclared(Event):
    kind = "appraisal.interests_declared"
    title = _("Third party declared its interests")
    organs: int


@dataclass(frozen=True, kw_only=True)
class DesignTaken(Event):
    kind = "appraisal.design_taken"
    title = _("Design of a third party’s sample taken over")
    strata: int
    population: int


@dataclass(frozen=True, kw_only=True)
class RawDataTaken(Event):
    kind = "appraisal.raw_data_taken"
    title = _("Raw data of a third party put into the urn")
    respondents: int
    answers: int
    left_out: int
    sha256: str
