"""Who reads what writers attached, for the page of files that were set aside."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import kept_from, triage_scope, visible_to
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.kinds import CONDUCT


def read_by(actor: Actor, keys: Collection[int]) -> set[int]:
    return set(visible_to(actor, pk__in=keys).values_list("pk", flat=True))


def read_by_office(actor: Actor, keys: Collection[int]) -> set[int]:
    """What the writer told the body that sorts."""
    return set(triage_scope(actor).filter(pk__in=keys).values_list("pk", flat=True))


def closed_to(actor: Actor, keys: Collection[int]) -> set[int]:
    """Originals that a recipient may never see: of what is or was a complaint about conduct, and of
    a case from which this person is kept.
    """
    cases = Case.objects.filter(pk__in=keys)
    conduct = cases.filter(Q(kind=CONDUCT) | Q(kept_from_organ=True) | Q(kept_from__isnull=False))
    tied = cases.filter(about_organ__in=actor.conflicts) | kept_from(actor).filter(pk__in=keys)
    return {pk for found in (conduct, tied) for pk in found.values_list("pk", flat=True)}


def page_of(key: int) -> str:
    return reverse("cases:case", args=[Case.objects.values_list("number", flat=True).get(pk=key)])
