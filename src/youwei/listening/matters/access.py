"""Who may see and lead a matter: those who sort its cases, behind the same walls (C-08)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import (
    check_triages,
    check_triages_case,
    sorts_case_of,
    triage_scope,
)
from youwei.listening.complaints.access import kept_from as cases_kept_from
from youwei.listening.complaints.models import Case
from youwei.listening.matters.models import Matter, Membership


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """Matters of which the actor may sort a case. One of complaints about conduct is seen whole or
    not at all: its title and its heat would tell of the members that are hidden.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Matter.objects.all()
    members = Membership.objects.filter(matter=OuterRef("pk"))
    seen = members.filter(sorts_case_of(actor))
    hidden = members.exclude(sorts_case_of(actor))
    return Matter.objects.filter(Exists(seen)).exclude(Q(kept=True) & Exists(hidden))


def kept_from(actor: Actor) -> QuerySet[Matter]:
    """Matters with a case of which this person must not know."""
    hidden = Membership.objects.filter(case__in=cases_kept_from(actor)).order_by()
    return Matter.objects.filter(pk__in=hidden.values("matter"))


def cases_of(actor: Actor, matter: Matter) -> QuerySet[Case]:
    """The members that the actor may sort."""
    return triage_scope(actor).filter(membership__matter=matter)


def sees_all(actor: Actor, matter: Matter) -> bool:
    """Whether no case of it, merged ones among them, is hidden: only then it is counted."""
    of_matter = Q(membership__matter=matter) | Q(merged_into__membership__matter=matter)
    hidden = Case.objects.filter(of_matter)
    if actor.kind is not ActorKind.SYSTEM:
        hidden = hidden.exclude(sorts_case_of(actor, "pk"))
        return not hidden.exists()
    return True


def check_leads(actor: Actor, matter: Matter) -> None:
    """NotFound, whether the matter does not exist or is not the actor's to know."""
    if actor.kind is ActorKind.SYSTEM:
        return
    check_triages(actor)
    if not visible_to(actor).filter(pk=matter.pk).exists():
        raise NotFound


def can_lead(actor: Actor, matter: Matter) -> bool:
    try:
        check_leads(actor, matter)
    except Refusal:
        return False
    return True


def check_groups(actor: Actor, case: Case) -> None:
    """Whoever sorts a case says to which matter it belongs."""
    check_triages_case(actor, case)
