from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class AnswerNoted(Event):
    """`late` stays as it was when the answer was given, whatever becomes of the case."""

    kind = "figures.answer_noted"
    title = _("Counted: an answer was given")
    late: bool


@dataclass(frozen=True, kw_only=True)
class ReopeningNoted(Event):
    kind = "figures.reopening_noted"
    title = _("Counted: an answer was not accepted")


@dataclass(frozen=True, kw_only=True)
class FactsKept(Event):
    kind = "figures.facts_kept"
    title = _("Facts for the figures kept")
    facts: int


@dataclass(frozen=True, kw_only=True)
class FiguresReleased(Event):
    kind = "figures.released"
    title = _("Figures of a quarter released")
    starts: date
    ends: date
    rulebook: str
    threshold: int
