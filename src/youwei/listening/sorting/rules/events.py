from dataclasses import dataclass

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class CategorySet(Event):
    kind = "sorting.category_set"
    title = _("Category set")
    category: str


@dataclass(frozen=True, kw_only=True)
class SuggestionWeighed(Event):
    """What was suggested and decided stands in rows, `kept` of them; none says who decided."""

    kind = "sorting.weighed"
    title = _("Suggestion and decision kept")
    kept: int


@dataclass(frozen=True, kw_only=True)
class ModelLearned(Event):
    kind = "sorting.learned"
    title = _("Suggestions learned anew")
    version: int
    targets: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class SuggestionsSwitched(Event):
    kind = "sorting.switched"
    title = _("Suggestions switched on or off")
    on: bool
