from django.db import models
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.listening.followup.rules.lateness import Late
from youwei.listening.followup.rules.listing import RUNNING, State


class Listing(models.Model):
    """An organ that does not answer, from the warning to the day it is taken down. `overdue`,
    `total` and `oldest_on` are counted `as_of`. `proposed_by` never approves.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.WARNED
    )
    overdue = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    oldest_on = models.DateField(null=True, blank=True)
    as_of = models.DateField()
    warned_at = models.DateTimeField(default=clock.now)
    object_until = models.DateField()
    object_provisional = models.BooleanField(default=False)
    objection = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    listed_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    correction = models.TextField(blank=True)
    correction_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-warned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organ"],
                condition=Q(state__in=sorted(RUNNING)),
                name="one_running_listing_of_an_organ",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LISTED)
                | Q(
                    listed_at__isnull=False,
                    expires_on__isnull=False,
                    proposed_by__isnull=False,
                ),
                name="listing_published_by_two_and_for_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CORRECTED)
                | (~Q(correction="") & Q(correction_until__isnull=False)),
                name="listing_corrected_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"listing {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"listing:{self.pk}"

    @property
    def late(self) -> Late:
        return Late(overdue=self.overdue, total=self.total, oldest=self.oldest_on)

    @property
    def objection_due(self) -> Deadline:
        return Deadline(on=self.object_until, provisional=self.object_provisional, basis="")
