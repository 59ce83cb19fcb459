"""检举控告: what may be disclosed here under seal, who receives it, and its clocks."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StrictInt, model_validator

from youwei.foundation.rulebook.rules.closing import Necessary
from youwei.foundation.rulebook.rules.intake import Attachments, Length
from youwei.foundation.rulebook.rules.kinds import Door
from youwei.foundation.rulebook.rules.words import Code, Coded, Part, Rule, Timed, Words


class Goes(StrEnum):
    """Who receives it: the place's own body, the one above it, or nobody here."""

    OWN = "own"
    ABOVE = "above"
    DOOR = "door"


class Level(Rule):
    """Whom it is about, asked before anything is written. One that goes to the `door` is never
    stored (C-11).
    """

    code: Code
    name: Words
    plain: Words
    goes: Goes
    door: Door | None = None

    @model_validator(mode="after")
    def _door_or_body(self) -> Self:
        if (self.goes is Goes.DOOR) != (self.door is not None):
            raise ValueError("has a `door` exactly where it goes to the door")
        return self


class Elsewhere(Rule):
    """The door where nobody here may receive it."""

    door: Door


class Together(Rule):
    """Megabytes of all files of one sending: they are held in memory and nowhere else."""

    megabytes: Annotated[StrictInt, Field(ge=1, le=100)]


class Disclosures(Part):
    """`acceptance`, `result`: in a real-name disclosure, from receipt and from conclusion;
    `retaliation`: to take it up; `handing_over`: how long a released identity can be opened;
    `two_persons`: for an identity.
    """

    levels: Annotated[tuple[Level, ...], Coded(), Field(min_length=2)]
    elsewhere: Elsewhere
    text: Length
    attachments: Attachments
    together: Together
    acceptance: Timed
    result: Timed
    retaliation: Timed
    handing_over: Timed
    two_persons: Necessary

    def level(self, code: str) -> Level:
        """KeyError for a level that this rulebook does not have."""
        return {level.code: level for level in self.levels}[code]
