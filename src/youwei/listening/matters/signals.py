"""What becomes of a matter when the case itself changes, in the same transaction."""

from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.merging import outline_of
from youwei.listening.matters.models import Matter, Membership
from youwei.listening.matters.operations.grouping import join, step_out
from youwei.listening.matters.operations.sketching import drop_sketch
from youwei.listening.matters.queries.matters import group_of_matter, still_fits
from youwei.listening.matters.rules.grouping import may_join
from youwei.listening.matters.rules.states import LIVING


def sorted_anew(*, actor: Actor, case: Case, event: Event) -> None:
    """A case that turns out to be about conduct, or about another organ, leaves what it cannot
    stand in (C-08); nobody has to think of it.
    """
    matter = _matter_of(case)
    if matter is not None and not still_fits(case, matter):
        step_out(actor=actor, case=case, matter=matter)


def merged(*, actor: Actor, case: Case, event: Event) -> None:
    """The case that it follows stands for it."""
    matter, lead = _matter_of(case), case.merged_into
    if matter is None or lead is None:
        return
    free = not Membership.objects.filter(case=lead).exists()
    if free and matter.state in LIVING and may_join(outline_of(lead), group_of_matter(matter)):
        join(actor=actor, case=lead, matter=matter)
    step_out(actor=actor, case=case, matter=matter)


def emptied(*, actor: Actor, case: Case, event: Event) -> None:
    """What was handed over whole is compared with nothing any more (C-09)."""
    matter = _matter_of(case)
    if matter is not None:
        step_out(actor=actor, case=case, matter=matter)
    drop_sketch(actor=actor, case=case)


def _matter_of(case: Case) -> Matter | None:
    membership = Membership.objects.filter(case=case).select_related("matter").first()
    return membership.matter if membership else None
