"""How cases are sorted: what they are about, what is proposed by rule, when a model may speak."""

from typing import Annotated, Self

from pydantic import Field, StrictBool, StrictInt, StringConstraints, model_validator

from youwei.foundation.rulebook.rules.kinds import Door
from youwei.foundation.rulebook.rules.words import Code, Part, Percent, Rule, Text, Words

WORD_IN_CASES = 5  # the fewest cases, each of another writer, in which a stored word stands

PlaceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]


class Category(Rule):
    """What a case is about (业务类别). `housing.property` stands under `housing`; `words` are the
    matters by which it is known before anybody has decided a case.
    """

    code: Code
    name: Words
    words: Annotated[tuple[Text, ...], Field(min_length=1, max_length=60)]

    @property
    def parent(self) -> str | None:
        return self.code.rpartition(".")[0] or None


class When(Part):
    """All that is named must hold, of each list one. `categories` are those that somebody set,
    each with all that stand under it; `places` are codes or their beginnings; `words` stand in the
    summary or the text.
    """

    channels: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()
    categories: tuple[Code, ...] = ()
    themes: tuple[Code, ...] = ()
    places: tuple[PlaceCode, ...] = ()
    words: Annotated[tuple[Text, ...], Field(max_length=60)] = ()
    without: Annotated[tuple[Text, ...], Field(max_length=60)] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        named = (self.channels, self.kinds, self.categories, self.themes, self.places, self.words)
        if not any(named):
            raise ValueError("names no channel, kind, category, theme, place or words")
        return self


class Proposal(Part):
    """`organ` is an organ of the campaign's place by its name, its short name, or the end of one;
    `group` narrows the choice to the organs of a comparison group. `transfer` is a ground for not
    taking in, whose door is the right one.
    """

    kind: Code | None = None
    category: Code | None = None
    themes: tuple[Code, ...] = ()
    organ: Text | None = None
    group: Code | None = None
    transfer: Code | None = None


class Route(Rule):
    """Proposes; a person decides. `urgent` cases are marked in the queue, with the `notice`."""

    code: Code
    name: Words
    when: When
    propose: Proposal = Proposal()
    urgent: StrictBool = False
    notice: Door | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.urgent and self.propose == Proposal():
            raise ValueError("proposes nothing and is not urgent")
        if self.urgent and self.notice is None:
            raise ValueError("`notice` is missing: an urgent rule says what to do at once")
        return self


class Sorting(Rule):
    """When the model may speak. `threshold`: below this confidence it says nothing; `cases`: the
    fewest decided cases to learn from, `cases_of_class`: of one answer; `word_in_cases`: a word
    that stands in fewer is not kept; `newest`: how many of the latest cases it learns from.
    """

    suggest: StrictBool
    threshold: Percent
    cases: Annotated[StrictInt, Field(ge=20)]
    cases_of_class: Annotated[StrictInt, Field(ge=5)]
    word_in_cases: Annotated[StrictInt, Field(ge=WORD_IN_CASES)]
    words_shown: Annotated[StrictInt, Field(ge=1, le=10)]
    newest: Annotated[StrictInt, Field(ge=100, le=50_000)]
