"""What becomes of files that people attach."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from youwei.foundation.rulebook.rules.words import Part, Rule


class Secrets(Rule):
    """Which bodies decide about a file that may hold secrets (C-52); it is never the person who set
    it aside.
    """

    decide: Annotated[tuple[Literal["office", "leading_group"], ...], Field(min_length=1)]


class Keeping(StrEnum):
    DROP = "drop"
    SEAL = "seal"


class Originals(Rule):
    """What becomes of files as they were handed in, with their hidden data: dropped, or sealed to
    the discipline body's recipients. Sealed are only those of writers who gave name or contact on
    our own form, and never those of a complaint about conduct. Of a disclosure they are always
    dropped: what they hide may tell who wrote, and its readers could be pressed to say it.
    """

    complaints: Keeping = Keeping.DROP
    disclosures: Literal[Keeping.DROP] = Keeping.DROP


class Evidence(Part):
    secrets: Secrets
    originals: Originals | None = None  # versions adopted earlier do not have it: dropped

    @property
    def seals_complaints(self) -> bool:
        return self.originals is not None and self.originals.complaints is Keeping.SEAL
