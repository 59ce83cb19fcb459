"""Kinds of complaint with their terms, the doors elsewhere, and the grounds for not taking in."""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from youwei.foundation.rulebook.rules.words import Code, Part, Rule, Timed, Words

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+-]{3,20}$")]


def _encrypted(link: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+(/[!-~]*)?", link):
        raise ValueError("a link begins with https:// and has no blanks")
    return link


Link = Annotated[
    str,
    StringConstraints(max_length=200),
    AfterValidator(_encrypted),
    WithJsonSchema({"type": "string", "pattern": "^https://"}),
]


class Door(Part):
    """Where a person should go instead, in words that say what to do."""

    advice: Words
    phones: tuple[Phone, ...] = ()
    links: tuple[Link, ...] = ()


class Terms(Part):
    """The clocks of one kind. Where `objection` or `check` is not given, that of `duties` holds.

    acknowledgement: a human confirms; acceptance: the person is told whether and by whom it is
    dealt with; handling: reply after acceptance; extension: the most that all extensions add;
    rating, reopening: how long after closing the person may rate, or ask once to open it again.
    """

    acknowledgement: Timed
    acceptance: Timed
    handling: Timed
    extension: Timed
    rating: Timed
    reopening: Timed
    objection: Timed | None = None
    check: Timed | None = None


class Kind(Rule):
    """A kind of complaint. One that is not `accepted` has a `door` instead of `terms`.

    `may_go_to_organ_concerned`: the organ that it is about may handle it. `consented_statement`: it
    may not, but the person can consent that one exact statement is passed on so that their own
    matter is solved (C-08).
    """

    code: Code
    name: Words
    plain: Words
    examples: Annotated[tuple[Words, ...], Field(min_length=1, max_length=6)]
    accepted: StrictBool
    may_go_to_organ_concerned: StrictBool
    consented_statement: StrictBool = False
    independent_check: Literal[True] = True
    terms: Terms | None = None
    door: Door | None = None

    @model_validator(mode="after")
    def _has_terms_or_door(self) -> Self:
        if self.accepted and self.terms is None:
            raise ValueError("terms is missing: a kind that is accepted needs them")
        if not self.accepted and (self.terms is not None or self.door is None):
            raise ValueError("a kind that is not accepted has a `door` and no `terms`")
        if self.consented_statement and self.may_go_to_organ_concerned:
            raise ValueError(
                "`consented_statement` has no meaning where the organ concerned may handle it"
            )
        return self


class Needed(StrEnum):
    """What whoever refuses must add."""

    EARLIER_CASE = "earlier-case"
    COMPETENT_ORGAN = "competent-organ"


class RefusalGround(Rule):
    """A ground for not taking something in, with the right door. `on_form`: the form says so before
    anything is written.
    """

    code: Code
    name: Words
    door: Door
    needs: Needed | None = None
    on_form: StrictBool = False
