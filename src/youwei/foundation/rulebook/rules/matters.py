"""When several complaints about one thing become a hot spot, and when it has settled."""

from typing import Annotated, Self

from pydantic import Field, StrictInt, model_validator

from youwei.foundation.rulebook.rules.words import Part, Rule


class HotSpotRule(Rule):
    """`at_least` voices in `days`, and more than the `before` days explain: by chance alone it
    would happen once in `one_in` such spans.
    """

    days: Annotated[StrictInt, Field(ge=1, le=60)]
    before: Annotated[StrictInt, Field(ge=7, le=730)]
    at_least: Annotated[StrictInt, Field(ge=3, le=10_000)]
    one_in: Annotated[StrictInt, Field(ge=20, le=10_000_000)]

    @model_validator(mode="after")
    def _looks_back_far_enough(self) -> Self:
        if self.before < 2 * self.days:
            raise ValueError("before must be at least twice as long as days")
        return self


class Settling(Rule):
    """A hot spot has settled once fewer than `below` voices came in as many days."""

    below: Annotated[StrictInt, Field(ge=1, le=10_000)]


class Matters(Part):
    hot_spot: HotSpotRule
    settling: Settling

    @model_validator(mode="after")
    def _settles_lower(self) -> Self:
        if self.settling.below >= self.hot_spot.at_least:
            raise ValueError("settling.below must be smaller than hot_spot.at_least")
        return self
