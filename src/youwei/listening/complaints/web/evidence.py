"""Who reads what writers attached, for the page of files that were set aside."""

from collections.abc import Collection

from django.urls import reverse

from youwei.kernel.actor import Actor
from youwei.listening.complaints.access import triage_scope, visible_to
from youwei.listening.complaints.models import Case


def read_by(actor: Actor, keys: Collection[int]) -> set[int]:
    return set(visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))


def read_by_office(actor: Actor, keys: Collection[int]) -> set[int]:
    """What the writer told the body that sorts."""
    return set(triage_scope(actor).filter(pk__in=keys).values_list("pk", flat=True))


def page_of(key: int) -> str:
    return reverse("cases:case", args=[Case.objects.values_list("number", flat=True).get(pk=key)])
