"""What keeps an item from being released. Every obstacle is named; a person removes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from youwei.text.identifying import Finding, find
from youwei.text.verbatim import Passage, taken_over


class Check(StrEnum):
    """In the order in which the checklist shows them."""

    WRITTEN = "written"  # problem and demand are there
    THEMED = "themed"
    FIT_SOURCES = "fit_sources"  # each may stand behind it
    ENOUGH_SOURCES = "enough_sources"
    NOTHING_RARE = "nothing_rare"  # no theme that would tell who wrote
    NO_PARTICULARS = "no_particulars"
    NOTHING_TAKEN_OVER = "nothing_taken_over"


@dataclass(frozen=True, slots=True)
class Source:
    """`words` is everything that its writer said; `fit` is false where it may not be used."""

    number: str
    words: tuple[str, ...]
    fit: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as it is judged. `generalised` holds only with a reason."""

    text: str
    demand: str
    themes: tuple[str, ...]
    generalised: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """From the rulebook. `theme_counts`: cases of the period about the organ, by theme, each also
    counted under the theme above it.
    """

    at_least: int
    rare_below: int
    characters: int
    theme_counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage with the sources in which it stands, by number."""

    passage: Passage
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`failed` in the order of the checklist; the rest says where."""

    failed: tuple[Check, ...]
    in_text: tuple[Finding, ...]
    in_demand: tuple[Finding, ...]
    taken: tuple[Taken, ...]
    rare: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return not self.failed


def judge(draft: Draft, bounds: Bounds) -> Judgement:
    in_text, in_demand = find(draft.text), find(draft.demand)
    taken = tuple(_taken(draft.text, draft, bounds)) + tuple(_taken(draft.demand, draft, bounds))
    rare = rare_themes(draft, bounds)
    passed = {
        Check.WRITTEN: bool(draft.text.strip() and draft.demand.strip()),
        Check.THEMED: bool(draft.themes),
        Check.FIT_SOURCES: bool(draft.sources) and all(one.fit for one in draft.sources),
        Check.ENOUGH_SOURCES: draft.generalised or len(draft.sources) >= bounds.at_least,
        Check.NOTHING_RARE: not rare,
        Check.NO_PARTICULARS: not in_text and not in_demand,
        Check.NOTHING_TAKEN_OVER: not taken,
    }
    return Judgement(
        failed=tuple(check for check in Check if not passed[check]),
        in_text=in_text,
        in_demand=in_demand,
        taken=taken,
        rare=rare,
    )


def rare_themes(draft: Draft, bounds: Bounds) -> tuple[str, ...]:
    """A theme at the root tells no more than that somebody complained; it stands where several did,
    whatever themes they named, or where the item is generalised.
    """
    several = draft.generalised or len(draft.sources) >= bounds.at_least
    return tuple(
        code
        for code in draft.themes
        if bounds.theme_counts.get(code, 0) < bounds.rare_below
        and not (several and "." not in code)
    )


def counts_with_parents(themes_of_cases: Sequence[frozenset[str]]) -> Mapping[str, int]:
    """Each case once under each of its themes and under every theme above them."""
    counts: dict[str, int] = {}
    for themes in themes_of_cases:
        for code in {above for theme in themes for above in _line(theme)}:
            counts[code] = counts.get(code, 0) + 1
    return counts


def _line(code: str) -> Iterator[str]:
    parts = code.split(".")
    for n in range(1, len(parts) + 1):
        yield ".".join(parts[:n])


def _taken(written: str, draft: Draft, bounds: Bounds) -> Iterator[Taken]:
    found: dict[Passage, list[str]] = {}
    for source in draft.sources:
        for passage in taken_over(written, source.words, characters=bounds.characters):
            found.setdefault(passage, []).append(source.number)
    for passage, numbers in found.items():
        yield Taken(passage=passage, numbers=tuple(numbers))
