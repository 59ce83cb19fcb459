from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from youwei.kernel import clock
from youwei.listening.wechat.models import Invitation, Seen, Subscription
from youwei.listening.wechat.queries.keys import hashes

KEPT = timedelta(hours=1)  # the marks of messages; repetitions come within seconds


def followers(numbers: Iterable[str]) -> QuerySet[Subscription]:
    wanted = [one for number in numbers for one in hashes("case", number)]
    return Subscription.objects.filter(case_hash__in=wanted)


def waiting(now: datetime, at_most: int) -> tuple[Subscription, ...]:
    due = Q(not_before=None) | Q(not_before__lte=now)
    return tuple(Subscription.objects.filter(due, waiting=True)[:at_most])


def over(now: datetime) -> tuple[QuerySet[Subscription], QuerySet[Invitation], QuerySet[Seen]]:
    """What is no longer needed."""
    return (
        Subscription.objects.filter(ends_on__lt=clock.day_of(now)),
        Invitation.objects.filter(expires_at__lte=now),
        Seen.objects.filter(at__lte=now - KEPT),
    )
