"""Which rules of the rulebook fit a case."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from youwei.foundation.rulebook.rules.sorting import Route
from youwei.text.words import closed


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rules look at."""

    channel: str
    kind: str
    category: str
    place: str
    themes: Set[str]
    text: str  # summary and text, each closed


@dataclass(frozen=True, slots=True)
class Fit:
    """`words` are those of the rule that stand in the text."""

    route: Route
    words: tuple[str, ...]


def fitting(routes: Sequence[Route], matter: Matter) -> tuple[Fit, ...]:
    """In the order of the rulebook."""
    return tuple(_fits(routes, matter))


def _fits(routes: Sequence[Route], matter: Matter) -> Iterator[Fit]:
    for route in routes:
        when = route.when
        words = tuple(word for word in when.words if _sought(word) in matter.text)
        holds = (
            not when.channels or matter.channel in when.channels,
            not when.kinds or matter.kind in when.kinds,
            not when.categories or _stands_under(matter.category, when.categories),
            not when.themes or not matter.themes.isdisjoint(when.themes),
            not when.places or matter.place.startswith(when.places),
            not when.words or bool(words),
            not any(_sought(word) in matter.text for word in when.without),
        )
        if all(holds):
            yield Fit(route, words)


@lru_cache(maxsize=4096)
def _sought(word: str) -> str:
    return closed(word)


def _stands_under(category: str, codes: Sequence[str]) -> bool:
    return any(category == code or category.startswith(f"{code}.") for code in codes)
