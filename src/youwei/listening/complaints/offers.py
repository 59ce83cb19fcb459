"""What apps above add to the pages of a case: things shown, and things that one can do there.

Each registers once, when it is ready. The pages of this app decide where they stand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise

from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case

Given = Mapping[str, Any]  # cleaned fields


class Place(StrEnum):
    """On the desk's page of a case above everything, below the text or beside it; or on its
    writer's status page.
    """

    DESK_TOP = "desk_top"
    DESK_MAIN = "desk_main"
    DESK_ASIDE = "desk_aside"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Section:
    """`template` is included with `case` and, as `data`, what it shows."""

    template: str
    data: object


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on a case's line in the office's queue; tones as those of a status tag."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DeskMove:
    """Something that the desk can do with a case. `form` is built with `case=`; `offered` says
    whether this actor may do it now, and `run` refuses by name where not. A Section that `run`
    returns is shown once, in the answer.
    """

    name: str
    label: Promise
    form: Callable[..., forms.Form]
    run: Callable[[Actor, Case, Given], object]
    offered: Callable[[Actor, Case], bool]
    more: Promise | str = ""


@dataclass(frozen=True, slots=True)
class WriterMove:
    """Something that the writer can do on the status page. `lead` stands above the form; `act` may
    return what the page says instead of `done`.
    """

    name: str
    label: Promise
    lead: Promise
    button: Promise
    form: Callable[..., forms.Form]
    act: Callable[[Actor, Case, Given], str | None]
    done: Promise
    offered: Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class QueueField:
    """A choice by which the queue can be narrowed, beside its own; `choices` come from the
    rulebook, and where there are none the field is left out.
    """

    name: str
    label: Promise
    choices: Callable[[Rulebook], Sequence[tuple[str, str]]]
    narrow: "Narrow"


class Narrow(Protocol):
    def __call__(self, cases: QuerySet[Case], /, *, code: str) -> QuerySet[Case]: ...


Maker = Callable[[Actor, Case], Section | None]
Marker = Callable[[Sequence[Case]], Mapping[int, Mark]]
_sections: dict[Place, list[Maker]] = {place: [] for place in Place}
_desk_moves: dict[str, DeskMove] = {}
_writer_moves: dict[str, WriterMove] = {}
_markers: list[Marker] = []
_queue_fields: list[QueueField] = []
_judges: list[Callable[[Case], bool]] = []


def show(place: Place, maker: Maker) -> None:
    """`maker` gives None where there is nothing to show, or nothing that this actor may see."""
    _sections[place].append(maker)


def sections(place: Place, actor: Actor, case: Case) -> tuple[Section, ...]:
    """In the order in which the apps stand in the settings."""
    made = (maker(actor, case) for maker in _sections[place])
    return tuple(section for section in made if section is not None)


def mark(marker: Marker) -> None:
    """`marker` gets the cases of a page of the queue, all of them the reader's to sort, and gives
    marks by key; it asks the database no more for thirty cases than for one.
    """
    _markers.append(marker)


def marks(cases: Sequence[Case]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for marker in _markers:
        for key, one in marker(cases).items():
            found.setdefault(key, []).append(one)
    return found


def offer_queue_field(field: QueueField) -> None:
    _queue_fields.append(field)


def queue_fields() -> Sequence[QueueField]:
    return _queue_fields


def judge_urgent(judge: Callable[[Case], bool]) -> None:
    """`judge` looks at the words of a case that comes in, and asks the database nothing."""
    _judges.append(judge)


def is_urgent(case: Case) -> bool:
    return any(judge(case) for judge in _judges)


def offer_desk(move: DeskMove) -> None:
    assert move.name not in _desk_moves, move.name
    _desk_moves[move.name] = move


def offer_writer(move: WriterMove) -> None:
    assert move.name not in _writer_moves, move.name
    _writer_moves[move.name] = move


def desk_moves() -> Mapping[str, DeskMove]:
    return _desk_moves


def writer_moves() -> Mapping[str, WriterMove]:
    return _writer_moves
