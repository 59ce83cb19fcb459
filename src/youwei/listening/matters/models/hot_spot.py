from django.db import models
from django.db.models import Q

from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.matters.models.matter import Matter
from youwei.listening.matters.rules.states import HOT, Heat


class HotSpot(models.Model):
    """A matter that grew faster than its past explains. `voices` came in `days` when it was raised;
    `decision` is what the person who assessed it decided.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hot_spots")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Heat], default=Heat.RAISED
    )
    raised_at = models.DateTimeField(default=clock.now)
    voices = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()
    acknowledged_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=sorted(HOT)),
                name="matter_is_hot_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=Heat.ACKNOWLEDGED)
                | (Q(acknowledged_by__isnull=False) & ~Q(decision="")),
                name="hot_spot_acknowledged_by_somebody_with_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"
