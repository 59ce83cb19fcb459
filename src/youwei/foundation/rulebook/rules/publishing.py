"""What may be shown to everybody, and how long things are kept."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from youwei.foundation.rulebook.rules.closing import Necessary
from youwei.foundation.rulebook.rules.words import Code, Part, Rule, TermText, Timed, Words

LOWEST_THRESHOLD = 5


class Suppression(Rule):
    """Cells with fewer than `threshold` are hidden, and as many others as would give them away."""

    threshold: Annotated[StrictInt, Field(ge=LOWEST_THRESHOLD, le=1_000)]
    secondary: Literal[True] = True


class Publication(Part):
    """`objection`: what an organ has to object before a result about it is published; `warning`:
    between the warning and the page of organs that do not answer; `named_example`: how long a named
    negative example stays; `figures`: from the end of a quarter until its figures are released.
    """

    suppression: Suppression
    organs_only: Necessary
    approval: Necessary
    objection: Timed
    warning: Timed
    named_example: Timed
    figures: Timed | None = None  # versions adopted earlier do not have it, and release none


class Since(StrEnum):
    CLOSED = "closed"
    PUBLISHED = "published"
    RECORDED = "recorded"
    UPLOADED = "uploaded"
    ENDED = "ended"


class Afterwards(StrEnum):
    ERASE = "erase"
    ARCHIVE = "archive"
    REVIEW = "review"


class RowLimit(Rule):
    """A number of rows with its ground."""

    rows: Annotated[StrictInt, Field(ge=0, le=100_000)]


class Exports(Part):
    """What leaves the desk as a file. `most`: rows of one export; `by_rule`: up to how many rows of
    one's own organ need no second person; `decide`: how long a request waits; `open`: how long what
    was approved can be downloaded.
    """

    most: RowLimit
    by_rule: RowLimit
    decide: Timed
    open: Timed

    @model_validator(mode="after")
    def _rule_lets_less_pass(self) -> Self:
        if self.by_rule.rows >= self.most.rows:
            raise ValueError("by_rule.rows must be smaller than most.rows")
        return self


class Disposal(StrEnum):
    """Who erases what is due: two persons after each other, or the rule alone, with a record."""

    TWO_PERSONS = "two-persons"
    BY_RULE = "by-rule"


class Retention(Rule):
    """How long a class of records is kept, counted `since`; without `keep` for ever. Two persons
    dispose of what is due, unless the rule itself says that it needs none.
    """

    code: Code
    name: Words
    keep: TermText | None = None
    since: Since
    afterwards: Afterwards
    disposal: Disposal = Disposal.TWO_PERSONS
