"""集中反馈: what many said about one organ goes to it as one letter that gives nobody away."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from youwei.foundation.rulebook.rules.closing import Necessary
from youwei.foundation.rulebook.rules.words import Part, Rule, Timed


class Period(Rule):
    """The cases of so many months are taken together, counted from January."""

    months: Literal[1, 2, 3, 4, 6, 12]


class Sources(Rule):
    """`at_least` cases stand behind an item, unless it is generalised with a reason."""

    at_least: Annotated[StrictInt, Field(ge=2, le=50)]


class Rarity(Rule):
    """A theme that fewer than `threshold` cases of the period name about the organ would tell who
    wrote: the item then names the broader theme, or none.
    """

    threshold: Annotated[StrictInt, Field(ge=2, le=50)]


class Verbatim(Rule):
    """So many characters in a row, taken over from a source, are too many."""

    characters: Annotated[StrictInt, Field(ge=6, le=40)]


class Feedback(Part):
    """`rectification`: the organ's time; `second_person`: who wrote it does not approve it."""

    period: Period
    sources: Sources
    rarity: Rarity
    verbatim: Verbatim
    rectification: Timed
    second_person: Necessary
