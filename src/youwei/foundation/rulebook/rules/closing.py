"""How a case ends: reply, independent check, what the person says about it, call-backs."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from youwei.foundation.rulebook.rules.words import Code, Coded, Part, Percent, Rule, Words


class Level(Rule):
    """An answer to "are you satisfied". `counted` is false for 'not clear', which is no vote."""

    code: Code
    name: Words
    bad: StrictBool = False
    counted: StrictBool = True

    @model_validator(mode="after")
    def _bad_is_counted(self) -> Self:
        if self.bad and not self.counted:
            raise ValueError("a bad rating is always counted")
        return self


class Reopening(Rule):
    times: Annotated[StrictInt, Field(ge=1, le=3)]


class CallBack(Rule):
    """The sample of closed cases that another unit asks about, by chance."""

    share: Percent
    at_least: Annotated[StrictInt, Field(ge=0, le=10_000)]
    other_unit: Literal[True] = True


class Necessary(Rule):
    """Something that a rulebook may explain but not switch off."""

    required: Literal[True] = True


class Silence(Rule):
    """Who says nothing has said nothing (C-36)."""

    counts_as_satisfied: Literal[False] = False


class Closing(Part):
    """`skip`: the question about satisfaction may be left unanswered."""

    reply: Necessary
    independent_check: Necessary
    skip: Necessary
    silence: Silence
    satisfaction: Annotated[tuple[Level, ...], Coded(), Field(min_length=2)]
    reopening: Reopening
    call_back: CallBack
