"""How a duty is followed: signing, objection, extension, check, lights, reminders, escalation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from youwei.foundation.rulebook.rules.words import (
    Code,
    Part,
    Percent,
    Rule,
    TermText,
    Timed,
    Words,
)
from youwei.kernel.deadlines import Term, Unit


class Recipient(StrEnum):
    OWNER = "owner"  # who works on it
    OWNER_LEAD = "owner_lead"  # who answers for the owing organ
    VERIFIER = "verifier"
    OFFICE = "office"
    LEADING_GROUP = "leading_group"


class Extension(Rule):
    """How often, and by whose decision. A reason is always given, always before expiry."""

    times: Annotated[StrictInt, Field(ge=0, le=5)]
    decided_by: Recipient
    before_expiry: Literal[True] = True
    reason: Literal[True] = True


class Check(Timed):
    """The time that a verifier has; always of another organ than the one that owes."""

    other_organ: Literal[True] = True


class Recheck(Timed):
    """回头看: when what was settled is looked at again. It can open the duty anew."""

    reopens: Literal[True] = True


class Duties(Part):
    """`signing`: to sign for a duty; `objection`: to object to its assignment with reasons."""

    signing: Timed
    objection: Timed
    extension: Extension
    check: Check
    recheck: Recheck


class Light(Rule):
    name: Words


class Behind(Light):
    """Progress lags behind the share of time gone by more than `points` percentage points."""

    points: Percent


class NearDue(Light):
    """At most `share_left` percent of the term or at most `left` remains, whichever begins earlier,
    but never before only `share_cap` percent remains: a short term would begin near its end.
    """

    share_left: Percent
    left: TermText
    share_cap: Percent

    @model_validator(mode="after")
    def _cap_is_wider(self) -> Self:
        if self.share_cap < self.share_left:
            raise ValueError("share_cap must not be smaller than share_left")
        if self.left.unit is Unit.MONTHS:
            raise ValueError("left is counted in days: write wd or d")
        return self


class Lights(Part):
    """From what is seen first to what is seen last; a duty shows the most urgent that applies."""

    normal: Light
    behind: Behind
    near_due: NearDue
    overdue: Light
    done: Light
    done_late: Light  # lateness stays visible after completion


class Step(StrEnum):
    REMINDER = "reminder"
    SECOND_LEVEL = "second-level"
    THIRD_LEVEL = "third-level"


class Rung(Rule):
    """A step of the ladder, `before` or `after` the due date, or on it where neither is given."""

    code: Code
    name: Words
    before: TermText | None = None
    after: TermText | None = None
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    what: Step

    @model_validator(mode="after")
    def _stands_in_one_place(self) -> Self:
        if self.before and self.after:
            raise ValueError("stands before or after the due date, not both")
        if any(term and term.unit is Unit.MONTHS for term in (self.before, self.after)):
            raise ValueError("before and after are counted in days: write wd or d")
        return self

    @property
    def offset(self) -> float:
        """Natural days from the due date, working days taken as 1.4: good for the order only."""
        term = self.after or self.before
        if term is None:
            return 0.0
        days = term.amount * (1.4 if term.unit is Unit.WORKING_DAYS else 1.0)
        return days if self.after else -days


@dataclass(frozen=True, slots=True)
class DutyRules:
    """Everything the engine needs for one kind of duty. `handling` and `extension` (the most that
    all extensions add) are None for a duty whose date is set with it.
    """

    signing: Term
    objection: Term
    handling: Term | None
    extension: Term | None
    extension_times: int
    extension_decided_by: Recipient
    check: Term
    recheck: Term
    lights: Lights
    ladder: tuple[Rung, ...]
