"""What stands about matters on the desk's page of a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import can_triage_case, moves_for
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Section
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.words import STATE_WORDS
from youwei.listening.matters.access import visible_to
from youwei.listening.matters.models import Matter
from youwei.listening.matters.queries.alike import LookAlike, alike
from youwei.listening.matters.queries.store import StillReading
from youwei.listening.matters.rules import states
from youwei.listening.matters.words import LIKENESS_WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """`mergeable` and `groupable`: one press does it. `same`: both stand in one matter already."""

    found: LookAlike
    likeness: Promise
    state: Promise
    mergeable: bool
    groupable: bool
    same: bool
    other: Matter | None  # the one in which it stands, where that is not the case's own


@dataclass(frozen=True, slots=True)
class Beside:
    """`preparing`: the server has just started and compares nothing yet."""

    matter: Matter | None
    rows: tuple[Row, ...]
    preparing: bool = False


def beside(actor: Actor, case: Case) -> Section | None:
    """For those who sort the case: its matter and its look-alikes."""
    if not can_triage_case(actor, case):
        return None
    matter = _matter(actor, case.merged_into or case)
    merges = "merge" in moves_for(actor, case)
    try:
        found = alike(actor, case)
    except StillReading:
        return Section("matters/desk/beside.html", Beside(matter, (), preparing=True))
    known = _known(actor, found)
    rows = tuple(_row(one, merges, matter, known) for one in found)
    if matter is None and not rows:
        return None
    return Section("matters/desk/beside.html", Beside(matter, rows))


def _matter(actor: Actor, case: Case) -> Matter | None:
    living = visible_to(actor).exclude(state=states.State.DISMISSED)
    return living.filter(memberships__case=case).first()


def _known(actor: Actor, found: Sequence[LookAlike]) -> frozenset[int]:
    """Of the matters in which these stand, those that the actor may see."""
    held = {one.case.membership.matter_id for one in found if hasattr(one.case, "membership")}
    seen = visible_to(actor).filter(pk__in=held)
    return frozenset(seen.values_list("pk", flat=True)) if held else frozenset()


def _row(found: LookAlike, merges: bool, matter: Matter | None, known: frozenset[int]) -> Row:
    theirs = getattr(found.case, "membership", None)
    held = theirs.matter if theirs and theirs.matter.state != states.State.DISMISSED else None
    same = held is not None and held == matter
    apart = held is not None and matter is not None and held != matter
    return Row(
        found=found,
        likeness=LIKENESS_WORDS[found.likeness],
        state=STATE_WORDS[State(found.case.state)],
        mergeable=merges and found.may_lead,
        groupable=found.may_group and not same and not apart,
        same=same,
        other=held if held and not same and held.pk in known else None,
    )
