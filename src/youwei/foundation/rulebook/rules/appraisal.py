"""Public appraisal and comparison: only what the opinion says; weights and quotas come later."""

from typing import Annotated

from pydantic import Field, StrictInt

from youwei.foundation.rulebook.rules.words import Code, Coded, Part, Rule, Words


class Rounds(Rule):
    first_year: Annotated[StrictInt, Field(ge=0, le=12)]
    later_years: Annotated[StrictInt, Field(ge=0, le=12)]


class Dimension(Rule):
    code: Code
    name: Words


class Way(Rule):
    """A way of hearing judgements on an organ."""

    code: Code
    name: Words


class Appraisal(Part):
    rounds: Rounds
    dimensions: Annotated[tuple[Dimension, ...], Coded(), Field(min_length=1)]
    ways: Annotated[tuple[Way, ...], Coded(), Field(min_length=1)]


class OrganGroup(Rule):
    """Organs that may be compared with each other, and with no others."""

    code: Code
    name: Words
    covers: Words
