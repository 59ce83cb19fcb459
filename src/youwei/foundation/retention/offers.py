"""Which records the program can erase: each app registers its classes when it is ready, with the
code that the rulebook has for them. This app knows no case and no ballot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.retention.access import holds_visible_to
from youwei.foundation.retention.models import Hold
from youwei.foundation.retention.queries import InForce, held, in_force
from youwei.kernel import clock
from youwei.kernel.actor import Actor

Key = int | str


@dataclass(frozen=True, slots=True)
class Kept:
    """`due(campaign, until, most)` gives the keys of at most so many records that ended on that day
    or before. `erase(actor, keys)` does it by the app's own operations and returns how many.
    `subject` is what a hold on a record names; `find` what a person calls by a number, if this
    person may read it. Without `by_campaign` the class belongs to the whole installation.
    """

    code: str
    by_campaign: bool
    due: Callable[[Campaign | None, date, int], Sequence[Key]]
    erase: Callable[[Actor, Sequence[Key]], int]
    subject: Callable[[Key], str]
    find: Callable[[Actor, str], str | None] = lambda actor, number: None


_kept: dict[str, Kept] = {}
_tidiers: list[Callable[[], None]] = []
_elsewhere: set[str] = set()


def keep(kept: Kept) -> None:
    """Called once by the app, when it is ready."""
    _kept[kept.code] = kept


def erased_elsewhere(*codes: str) -> None:
    """Called once by an app that erases these classes by a job of its own, without a list, since
    even the number of its records is nobody's business; a hold on the class stops the job.
    """
    _elsewhere.update(codes)


def is_held(code: str, *subjects: str) -> bool:
    """Whether a hold stops the erasure: on the class, or on one of what it belongs to."""
    return bool(held([class_subject(code), *subjects]))


def kept_of(code: str) -> Kept | None:
    return _kept.get(code)


def classes() -> tuple[Kept, ...]:
    return tuple(_kept.values())


def codes() -> tuple[str, ...]:
    """All that a hold on a whole class may name."""
    return tuple(sorted({*_kept, *_elsewhere}))


def tidy_too(tidier: Callable[[], None]) -> None:
    """For an index that keeps what was erased until it is tidied; called before the database is
    written anew.
    """
    _tidiers.append(tidier)


def tidiers() -> Sequence[Callable[[], None]]:
    return _tidiers


@dataclass(frozen=True, slots=True)
class Due:
    """What can be erased now, and how many are held back."""

    rule: InForce
    keys: tuple[Key, ...]
    held: int


def due_now(
    kept: Kept, campaign: Campaign | None, most: int, day: date | None = None
) -> Due | None:
    """As of `day`, today if not given. None where no rule says that anything is ever due."""
    rule = in_force(kept.code, campaign)
    until = rule.due_until(day or clock.today()) if rule else None
    if rule is None or until is None:
        return None
    found = kept.due(campaign, until, most)
    subjects = {key: kept.subject(key) for key in found}
    stays = held([*subjects.values(), class_subject(kept.code)])
    if class_subject(kept.code) in stays:
        return Due(rule, (), len(found))
    free = tuple(key for key in found if subjects[key] not in stays)
    return Due(rule, free, len(found) - len(free))


def class_subject(code: str) -> str:
    """What a hold on a whole class names."""
    return f"class:{code}"


def find(actor: Actor, number: str) -> str | None:
    """The subject that this number names for this person; also the code of a whole class."""
    if number in _kept or number in _elsewhere:
        return class_subject(number)
    for kept in _kept.values():
        if (found := kept.find(actor, number)) is not None:
            return found
    return None


def can_lift(actor: Actor, hold: Hold) -> bool:
    """A hold names a number; whoever may not know of it neither sees the hold nor ends it."""
    placed = holds_visible_to(actor).filter(pk=hold.pk)
    return placed.exists() and find(actor, hold.label) is not None
