"""What becomes of files that people attach."""

from typing import Annotated, Literal

from pydantic import Field

from youwei.foundation.rulebook.rules.words import Part, Rule


class Secrets(Rule):
    """Which bodies decide about a file that may hold secrets (C-52); it is never the person who set
    it aside.
    """

    decide: Annotated[tuple[Literal["office", "leading_group"], ...], Field(min_length=1)]


class Evidence(Part):
    secrets: Secrets
