"""Public appraisal and comparison: rounds, what is asked, who is asked, and how ballots count."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from youwei.foundation.rulebook.rules.words import Code, Coded, Part, Percent, Rule, TermText, Words


class Rounds(Rule):
    first_year: Annotated[StrictInt, Field(ge=0, le=12)]
    later_years: Annotated[StrictInt, Field(ge=0, le=12)]


class Dimension(Rule):
    """`weight`: its part in the whole, in per cent."""

    code: Code
    name: Words
    weight: Percent | None = None


class Way(Rule):
    """A way of hearing judgements on an organ."""

    code: Code
    name: Words


class BallotLevel(Rule):
    """An answer to a question. `value` from 0 to 100; without one it is never a vote (C-36)."""

    code: Code
    name: Words
    value: Percent | None = None


class BallotQuestion(Rule):
    """A question that a new instrument begins with. `themes` as in the themes of the rulebook."""

    code: Code
    dimension: Code
    text: Words
    themes: tuple[Code, ...] = ()


class Asks(StrEnum):
    ROTATION = "rotation"  # a few organs of the roster, by chance
    USED = "used"  # the one organ with which the person really had to do


class FilledBy(StrEnum):
    CODES = "codes"  # people with a code each
    THIRD_PARTY = "third_party"  # a body that hands in what it collected


class Category(Part):
    code: Code
    name: Words


class Margin(Part):
    """What is known of everybody in the frame, so that the answers can be weighted to it."""

    code: Code
    name: Words
    categories: Annotated[tuple[Category, ...], Coded(), Field(min_length=2)]


class AppraisalPanel(Rule):
    """评议人群. `weight`: its part in the whole, in per cent. `quota`: how many are drawn;
    `at_least`: of each stratum. The last of `margins` is given up first where cells are small.
    """

    code: Code
    name: Words
    way: Code
    weight: Percent
    quota: Annotated[StrictInt, Field(ge=1, le=10_000_000)]
    at_least: Annotated[StrictInt, Field(ge=1, le=1_000_000)]
    asks: Asks = Asks.ROTATION
    filled_by: FilledBy = FilledBy.CODES
    margins: Annotated[tuple[Margin, ...], Coded()] = ()


class BallotRules(Rule):
    """`organs`: at most on one ballot; `opinion`: characters for words about one organ;
    `code_lasts`: from handing out, never beyond the end of the round.
    """

    organs: Annotated[StrictInt, Field(ge=1, le=12)]
    opinion: Annotated[StrictInt, Field(ge=0, le=600)]
    code_lasts: TermText


class QualityRules(Rule):
    """When a ballot or a day is looked at again. Nothing is left out by itself. `same_from`: so
    many equal answers and no other; `seconds`: less for an answer is too fast; `day_share`: so much
    of a panel's ballots on one day; `alike`: so many ballots that agree in every answer, in per
    cent of those that rated the same organs.
    """

    same_from: Annotated[StrictInt, Field(ge=3, le=200)]
    seconds: Annotated[StrictInt, Field(ge=1, le=60)]
    day_share: Percent
    alike: Percent


class Appraisal(Part):
    """What follows `ways` is missing in versions adopted before rounds could be held."""

    rounds: Rounds
    dimensions: Annotated[tuple[Dimension, ...], Coded(), Field(min_length=1)]
    ways: Annotated[tuple[Way, ...], Coded(), Field(min_length=1)]
    levels: Annotated[tuple[BallotLevel, ...], Coded()] = ()
    questions: Annotated[tuple[BallotQuestion, ...], Coded()] = ()
    panels: Annotated[tuple[AppraisalPanel, ...], Coded()] = ()
    ballot: BallotRules | None = None
    quality: QualityRules | None = None

    def panel(self, code: str) -> AppraisalPanel:
        """KeyError for a panel that this rulebook does not have."""
        return {one.code: one for one in self.panels}[code]

    def dimension(self, code: str) -> Dimension:
        """KeyError for a dimension that this rulebook does not have."""
        return {one.code: one for one in self.dimensions}[code]


class OrganGroup(Rule):
    """Organs that may be compared with each other, and with no others."""

    code: Code
    name: Words
    covers: Words
