from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.channels.rules.states import BoxState, Fate
from youwei.listening.complaints.models import Case


class BoxOpening(models.Model):
    """A report box was opened by two people, who counted what was in it. The second of them
    confirms with a sign-in of their own.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=80)
    at = models.DateTimeField()
    count = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in BoxState], default=BoxState.DRAFT
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opened_by=F("second")), name="channels_box_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state=BoxState.DRAFT, confirmed_at__isnull=True)
                | Q(state=BoxState.CONFIRMED, confirmed_at__isnull=False),
                name="channels_box_confirmed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What is written on the record and, with the item's own, on each paper."""
        return f"{self.campaign.number_prefix}-X{self.pk:04}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"box:{self.pk}"


class BoxItem(models.Model):
    """One paper. Of a sealed one only its number and the day of forwarding are kept."""

    opening = models.ForeignKey(BoxOpening, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=6, choices=[(f.value, f.value) for f in Fate])
    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="box_item"
    )
    on = models.DateField(default=clock.today)

    class Meta:
        ordering = ["opening_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "position"], name="channels_item_once"),
            models.CheckConstraint(
                condition=Q(fate=Fate.CASE, case__isnull=False)
                | (~Q(fate=Fate.CASE) & Q(case__isnull=True)),
                name="channels_item_case_only_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id}-{self.position}"
