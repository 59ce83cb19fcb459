"""What has been kept for its time (C-46) and is under no legal hold."""

from collections.abc import Iterator

from django.db.models import QuerySet

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.retention.offers import is_held
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.deadlines import due
from youwei.listening.disclosures.models import Disclosure, Opening
from youwei.listening.disclosures.rules.keeping import CONTENT, IDENTITY


def over_identities() -> Iterator[Disclosure]:
    return _over(Disclosure.objects.filter(identity__isnull=False), IDENTITY)


def over() -> Iterator[Disclosure]:
    return _over(Disclosure.objects.filter(erased_on=None), CONTENT)


def not_opened_in_time() -> Iterator[Opening]:
    """What was handed over of identities."""
    found = Opening.objects.filter(handed__isnull=False, until__lt=clock.today())
    yield from found.select_related("disclosure").order_by("pk")


def _over(found: QuerySet[Disclosure], kind: str) -> Iterator[Disclosure]:
    ended = found.filter(ended_on__isnull=False).select_related("campaign")
    for disclosure in ended.order_by("pk"):
        if is_over(disclosure, kind):
            yield disclosure


def is_over(disclosure: Disclosure, kind: str) -> bool:
    campaign: Campaign = disclosure.campaign
    keep = rules_of(campaign).kept(kind).keep
    if keep is None or disclosure.ended_on is None:
        return False
    if due(disclosure.ended_on, keep, calendar()).on >= clock.today():
        return False
    return not is_held(kind, disclosure.subject)
