"""One row per fact, in columns: what a year of a million cases comes down to in memory.

A fact is one writer's case in one population on one day. Everything that is shown adds up over
facts, so that figures of any period, crossed in any way, are one pass over a few small arrays.
"""

import io
from dataclasses import dataclass, field, fields
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int32]
Mask = NDArray[np.bool_]
NOBODY = 0  # in the place of an organ's key: not sent yet, or not named
SILENT = -1  # in the place of a level: told the answer, said nothing
UNTIMED = -1
SEVERAL, NONE = "several", "none"  # in the place of a theme


class Population(IntEnum):
    """Whose cases are counted, on which day."""

    RECEIVED = 0  # on the day of receipt
    TO_ACCEPT = 1  # on the last day for a first look
    TO_ANSWER = 2  # on the last day for the organ's report
    ANSWERED = 3  # on the day on which the checked answer was released


class Mark(IntFlag):
    IN_TIME = 1
    SENT_BACK = 2
    REOPENED = 4


@dataclass(frozen=True)
class Facts:
    """Columns by case, then columns by fact; `case` is a position in the former.

    `channel`, `kind`, `theme` and `place` are positions in their vocabulary. `about` is the organ
    that the case is about; `kept`, that it is a complaint about conduct; `unsettled`, that nobody
    has settled its kind. `wall_case` and `wall_organ` are the organs that it was once about.
    `owner` is the organ that handles it; `days` run from acceptance to the answer.
    """

    channels: tuple[str, ...]
    kinds: tuple[str, ...]
    themes: tuple[str, ...]
    places: tuple[str, ...]
    levels: tuple[str, ...]

    channel: Column
    kind: Column
    theme: Column
    place: Column
    about: Column
    kept: Column
    unsettled: Column
    wall_case: Column
    wall_organ: Column

    population: Column
    day: Column  # proleptic ordinal
    case: Column
    owner: Column
    marks: Column
    level: Column
    days: Column = field(repr=False)

    def __len__(self) -> int:
        return len(self.population)


def packed(facts: Facts) -> bytes:
    parts = {one.name: np.asarray(getattr(facts, one.name)) for one in fields(Facts)}
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **parts)
    return stream.getvalue()


def unpacked(content: bytes) -> Facts:
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        words = ("channels", "kinds", "themes", "places", "levels")
        columns: dict[str, Any] = {
            one.name: parts[one.name] for one in fields(Facts) if one.name not in words
        }
        vocabularies: dict[str, Any] = {name: tuple(parts[name].tolist()) for name in words}
        return Facts(**vocabularies, **columns)


def open_cases(facts: Facts, *, served: frozenset[int], recused: frozenset[int]) -> Mask:
    """By case: what `complaints.access` lets somebody read who triages, serves the organs `served`
    and declared an interest in `recused`. A test holds the two together.
    """
    shielded = (facts.kept == 1) | (facts.unsettled == 1)
    closed = np.isin(facts.about, list(served)) & shielded
    closed |= np.isin(facts.about, list(recused))
    behind = np.isin(facts.wall_organ, list(served | recused))
    closed[facts.wall_case[behind]] = True
    return np.asarray(~closed)


def told_to_all(facts: Facts) -> Mask:
    """By case: nothing about the conduct of an organ, and nothing that may still turn out so; of
    these no figure reaches anybody who could be of the organ concerned.
    """
    told = (facts.kept == 0) & (facts.unsettled == 0)
    told[facts.wall_case] = False
    return np.asarray(told)
