"""What a form takes at most; what is left over is refused with a word, never cut off."""

from typing import Annotated, Self

from pydantic import Field, StrictInt, model_validator

from youwei.foundation.rulebook.rules.words import Part, Rule

MEGABYTE = 1024 * 1024


class Length(Rule):
    """Characters of a text."""

    at_most: Annotated[StrictInt, Field(ge=1, le=20_000)]
    at_least: Annotated[StrictInt, Field(ge=0, le=1_000)] = 0

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError("at_least is larger than at_most")
        return self


class Attachments(Rule):
    """Number of files and megabytes of one file; the installation may set a lower size."""

    at_most: Annotated[StrictInt, Field(ge=0, le=12)]
    megabytes: Annotated[StrictInt, Field(ge=1, le=50)]

    @property
    def bytes(self) -> int:
        return self.megabytes * MEGABYTE


class SameAgain(Rule):
    """The same text by the same form within so many minutes gives the receipt it already has."""

    minutes: Annotated[StrictInt, Field(ge=1, le=1_440)]


class QueryCode(Rule):
    """Random bits of the code that opens the status page (C-04)."""

    bits: Annotated[StrictInt, Field(ge=80, le=256)]


class Intake(Part):
    """`statement` is what a person may consent to pass on to the organ concerned; `addition` what
    they add later.
    """

    title: Length
    text: Length
    statement: Length
    addition: Length
    name: Length
    contact: Length
    attachments: Attachments
    same_again: SameAgain
    query_code: QueryCode
