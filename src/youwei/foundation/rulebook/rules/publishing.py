"""What may be shown to everybody, and how long things are kept."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictInt

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


class Retention(Rule):
    """How long a class of records is kept, counted `since`; without `keep` for ever."""

    code: Code
    name: Words
    keep: TermText | None = None
    since: Since
    afterwards: Afterwards
