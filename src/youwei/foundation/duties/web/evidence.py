"""Who reads the evidence of duties, for the page of files that were set aside."""

from collections.abc import Collection

from django.urls import reverse

from youwei.foundation.duties.access import visible_to
from youwei.foundation.duties.models import Duty
from youwei.kernel.actor import Actor


def read_by(actor: Actor, keys: Collection[int]) -> set[int]:
    return set(visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))


def page_of(key: int) -> str:
    return reverse("duties:duty", args=[Duty.objects.values_list("number", flat=True).get(pk=key)])
