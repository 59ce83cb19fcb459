"""Which cases look like this one, as far as the asker may sort them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import triage_scope
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.complaints.rules.merging import Outline, may_merge
from youwei.listening.complaints.rules.states import OPEN, State
from youwei.listening.matters.access import visible_to
from youwei.listening.matters.models import Matter
from youwei.listening.matters.queries.store import STORE
from youwei.listening.matters.rules.grouping import group_of, may_join
from youwei.listening.matters.rules.likeness import AT_LEAST, TO_PROPOSE, Likeness, likeness_of
from youwei.listening.matters.rules.states import LIVING
from youwei.text.passages import Piece, marked, share_of
from youwei.text.sketches import Outline as Sketched
from youwei.text.sketches import outline_of as sketched

SHOWN: Final = 8
_JOINS: Final = OPEN - {State.ANSWERED}
_LAST: Final = 3  # members by which a matter is compared
_CANDIDATES: Final = 200  # some of them may be hidden from the asker, or of another campaign


@dataclass(frozen=True, slots=True)
class LookAlike:
    """`pieces` is its text, what it shares with the case marked. `may_lead`: the case could be
    merged into it; `may_group`: both could stand in one matter.
    """

    case: Case
    likeness: Likeness
    pieces: tuple[Piece, ...]
    may_lead: bool
    may_group: bool


def sketch_of(case: Case) -> Sketched:
    return sketched(case.summary, case.text)


def alike(actor: Actor, case: Case, *, most: int = SHOWN) -> tuple[LookAlike, ...]:
    """The likest first. Scanned over the whole store; what the actor may not sort is left out
    afterwards, so that it leaves no trace in what is shown.

    Raises StillReading shortly after a start.
    """
    scores = {
        one.key: one.likeness
        for one in STORE.like(sketch_of(case), at_least=AT_LEAST, most=_CANDIDATES)
        if one.key != case.pk
    }
    found = sorted(
        _comparable(actor, case, list(scores)), key=lambda one: (-scores[one.pk], one.pk)
    )
    outline = outline_of(case)
    return tuple(_look_alike(case, outline, other) for other in found[:most])


@dataclass(frozen=True, slots=True)
class Near:
    """What looks like the last members of a matter and could stand with them: open cases in no
    matter, and other matters, each with its likest case.
    """

    cases: tuple[Case, ...] = ()
    matters: tuple[tuple[Matter, Case], ...] = ()


def near(actor: Actor, matter: Matter, cases: Sequence[Case]) -> Near:
    """Raises StillReading shortly after a start."""
    last, scores = cases[-_LAST:], dict[int, float]()
    for case in last:
        for one in STORE.like(sketch_of(case), at_least=TO_PROPOSE, most=_CANDIDATES):
            scores[one.key] = max(one.likeness, scores.get(one.key, 0.0))
    if not last or matter.state not in LIVING:
        return Near()
    group, alike_to = group_of(outline_of(last[-1])), _comparable(actor, last[-1], list(scores))
    fitting = sorted(
        (case for case in alike_to if may_join(outline_of(case), group)),
        key=lambda one: (-scores[one.pk], one.pk),
    )
    free = [one for one in fitting if _matter_of(one) is None and one.state in _JOINS]
    held = {found.pk: one for one in reversed(fitting) if (found := _matter_of(one))}
    held.pop(matter.pk, None)
    others = visible_to(actor).filter(pk__in=held, state__in=LIVING).order_by("-pk")
    shown = tuple((other, held[other.pk]) for other in others[:SHOWN]) if held else ()
    return Near(tuple(free[:SHOWN]), shown)


def _matter_of(case: Case) -> Matter | None:
    membership = getattr(case, "membership", None)
    return membership.matter if membership else None


def _look_alike(case: Case, outline: Outline, other: Case) -> LookAlike:
    theirs = outline_of(other)
    return LookAlike(
        case=other,
        likeness=likeness_of(share_of(other.text, case.text)),
        pieces=marked(other.text, case.text),
        may_lead=may_merge(outline, theirs),
        may_group=may_join(theirs, group_of(outline)),
    )


def _comparable(actor: Actor, case: Case, keys: list[int]) -> QuerySet[Case]:
    """A complaint about conduct is compared with those about the same organ only."""
    found = triage_scope(actor).filter(
        pk__in=keys, campaign=case.campaign_id, kept_from_organ=case.kept_from_organ
    )
    if case.kept_from_organ:
        found = found.filter(about_organ=case.about_organ_id)
    return (
        found.exclude(merged_into=case)
        .exclude(text="")  # handed over whole while this question was answered
        .select_related("about_organ", "membership__matter")
        .prefetch_related("kept_from")
    )
