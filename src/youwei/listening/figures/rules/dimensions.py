"""By what figures can be told apart: for each fact its key, such as an organ or a month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from youwei.listening.figures.rules.facts import Column, Facts, Mask

NO_GROUP = ""
_EPOCH = 719163  # proleptic ordinal of 1970-01-01


class Dimension(StrEnum):
    CHANNEL = "channel"
    ORGAN = "organ"
    GROUP = "group"
    THEME = "theme"
    PLACE = "place"
    MONTH = "month"
    KIND = "kind"


@dataclass(frozen=True)
class Axis:
    """`keys` in order, and for each fact the position of its key."""

    keys: tuple[str, ...]
    position: Column


def axis(facts: Facts, dimension: Dimension, groups: Mapping[int, str]) -> Axis:
    """`groups`: the comparison group of each organ."""
    return _AXES[dimension](facts, groups)


def seen(one: Axis, chosen: Mask) -> Axis:
    """With the keys of the chosen facts only; the positions of the others mean nothing."""
    here = np.unique(one.position[chosen])
    moved = np.zeros(max(len(one.keys), 1), dtype=np.int32)
    moved[here] = np.arange(len(here))
    return Axis(tuple(one.keys[at] for at in here), moved[one.position])


def _sorted(words: tuple[str, ...], position: Column) -> Axis:
    """Words as keys, alike ones together."""
    keys = tuple(sorted(set(words)))
    order = {word: at for at, word in enumerate(keys)}
    moved = np.array([order[word] for word in words] or [0], dtype=np.int32)
    return Axis(keys, moved[position])


def _of_case(words: str, column: str) -> Callable[[Facts, Mapping[int, str]], Axis]:
    def build(facts: Facts, groups: Mapping[int, str]) -> Axis:
        position: Column = getattr(facts, column)
        return _sorted(getattr(facts, words), position[facts.case])

    return build


def _place(facts: Facts, groups: Mapping[int, str]) -> Axis:
    """Cities: a county's cases count for its city."""
    cities = tuple(code[:4] + "00" if code else "" for code in facts.places)
    return _sorted(cities, facts.place[facts.case])


def _organ(facts: Facts, groups: Mapping[int, str]) -> Axis:
    organs, position = np.unique(facts.owner, return_inverse=True)
    return Axis(tuple(str(organ) for organ in organs), position.astype(np.int32))


def _group(facts: Facts, groups: Mapping[int, str]) -> Axis:
    organs, position = np.unique(facts.owner, return_inverse=True)
    words = tuple(groups.get(int(organ), NO_GROUP) for organ in organs)
    return _sorted(words, position.astype(np.int32))


def _month(facts: Facts, groups: Mapping[int, str]) -> Axis:
    days = (facts.day.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    months, position = np.unique(days.astype("datetime64[M]"), return_inverse=True)
    return Axis(tuple(str(month) for month in months), position.astype(np.int32))


_AXES: Mapping[Dimension, Callable[[Facts, Mapping[int, str]], Axis]] = {
    Dimension.CHANNEL: _of_case("channels", "channel"),
    Dimension.ORGAN: _organ,
    Dimension.GROUP: _group,
    Dimension.THEME: _of_case("themes", "theme"),
    Dimension.PLACE: _place,
    Dimension.MONTH: _month,
    Dimension.KIND: _of_case("kinds", "kind"),
}
