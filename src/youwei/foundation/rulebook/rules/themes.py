"""What counts as not acting (§二), its opposite (§三), and the matters under special watch."""

from typing import Self

from pydantic import StrictBool, model_validator

from youwei.foundation.rulebook.rules.words import Code, Rule, Words


class Theme(Rule):
    """A kind of failing or, with `opposite_of`, of merit. `unwilling.glass-door` is a manifestation
    of `unwilling`. `plain` is how a citizen would say it; `public` marks what somebody outside the
    organ can observe and is therefore offered on the complaint form.
    """

    code: Code
    name: Words
    plain: Words
    opposite_of: Code | None = None
    public: StrictBool = False

    @model_validator(mode="after")
    def _opposite_stands_at_the_top(self) -> Self:
        if self.opposite_of and self.parent:
            raise ValueError("only a theme without parent is the opposite of another")
        return self

    @property
    def parent(self) -> str | None:
        """Code of the theme that this one is a manifestation of."""
        return self.code.rpartition(".")[0] or None


class Focus(Rule):
    """A matter under special watch, counted apart whatever its theme. `each_verified`: cases are
    looked into one by one and never closed in bulk.
    """

    code: Code
    name: Words
    plain: Words
    each_verified: StrictBool = False
