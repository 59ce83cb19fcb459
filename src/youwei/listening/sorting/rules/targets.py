from dataclasses import dataclass
from enum import StrEnum

from youwei.foundation.rulebook.rules.sorting import Route

MODEL = "model"  # the source of what no rule proposed


class Target(StrEnum):
    """What is suggested."""

    KIND = "kind"
    CATEGORY = "category"
    THEME = "theme"
    ORGAN = "organ"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`code` is that of the rulebook, or the key of an organ. By a rule: `route`; by a model:
    `version`, with `confidence` in percent and the words that led there.
    """

    target: Target
    code: str
    because: tuple[str, ...] = ()
    route: Route | None = None
    version: int | None = None
    confidence: int | None = None

    @property
    def source(self) -> str:
        return f"rule:{self.route.code}" if self.route else MODEL
