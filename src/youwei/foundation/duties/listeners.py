"""Apps above learn, in the same transaction, what became of the duties they brought about, and say
where a duty came from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from youwei.foundation.duties.models import Duty
from youwei.kernel.actor import Actor


class Turn(StrEnum):
    ACCEPTED = "accepted"
    TAKEN_OVER = "taken_over"
    REASSIGNED = "reassigned"
    EXTENDED = "extended"
    REPORTED = "reported"
    VERIFIED = "verified"
    REOPENED = "reopened"
    RECALLED = "recalled"


Answer = Callable[..., object]  # an operation that takes actor and duty
_answers: dict[str, Mapping[Turn, Answer]] = {}


@dataclass(frozen=True, slots=True)
class Source:
    """The page of what a duty came from. `number` gives its name in the address of `view`, or None
    where the actor may not read it; `heading` says what it is, `more` what stands there.
    """

    heading: Promise
    more: Promise
    view: str
    number: Callable[[Actor, Duty], str | None]


_sources: dict[str, Source] = {}


def _origin(duty: Duty) -> str:
    return duty.origin.partition(":")[0]


def listen(origin: str, answers: Mapping[Turn, Answer]) -> None:
    """`origin` is the part of Duty.origin before the colon; called once by the app that owns it."""
    _answers[origin] = answers


def tell(actor: Actor, duty: Duty, turn: Turn) -> None:
    answer = _answers.get(_origin(duty), {}).get(turn)
    if answer is not None:
        answer(actor=actor, duty=duty)


def belongs_above(duty: Duty) -> bool:
    """Whether an app above looks after it: such a duty is recalled there, with its case."""
    return _origin(duty) in _answers


def comes_from(origin: str, source: Source) -> None:
    """Called once by the app that owns the origin."""
    _sources[origin] = source


def source_of(duty: Duty) -> Source | None:
    return _sources.get(_origin(duty))
