from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.models import Duty
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.feedback.rules.states import BEFORE, OUT, State


class Batch(models.Model):
    """反馈函: what several people said about one organ, rewritten so that it gives nobody away.

    `starts` and `ends` bound the days on which its sources arrived; the organ never learns them.
    `verifier` checks what the organ reports.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    number = models.CharField(max_length=24, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="feedback_batches")
    starts = models.DateField()
    ends = models.DateField()
    verifier = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT
    )
    drafted_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    reason = models.TextField(blank=True)  # why it was returned or dropped

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by")),
                name="feedback_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted([State.APPROVED, *OUT]))
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="feedback_out_only_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OUT), released_at__isnull=False, due_on__isnull=False)
                | Q(state__in=sorted({State.DROPPED, *BEFORE}), released_at__isnull=True),
                name="feedback_released_with_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(organ=F("verifier")), name="feedback_checked_by_another_organ"
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="feedback_period_in_order"
            ),
        ]
        indexes = [models.Index(fields=["organ", "state"], name="feedback_organ")]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"feedback:{self.pk}"

    @property
    def is_out(self) -> bool:
        return self.state in OUT


class Item(models.Model):
    """One problem and what is demanded. `generalised`: it names the problem so broadly that fewer
    sources do; a reason is kept. `duty` is what became of it.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    text = models.TextField()
    demand = models.TextField()
    generalised = models.BooleanField(default=False)
    generalised_reason = models.TextField(blank=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    duty = models.OneToOneField(
        Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="feedback_item"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="feedback_item_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(duty__isnull=True) | Q(approved_by__isnull=False),
                name="feedback_item_owed_only_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(generalised=False) | ~Q(generalised_reason=""),
                name="feedback_item_generalised_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.pk}"

    @property
    def subject(self) -> str:
        """The origin of its duty."""
        return f"feedback_item:{self.pk}"


class ItemTheme(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="feedback_theme_once")]

    def __str__(self) -> str:
        return self.code


class ItemSource(models.Model):
    """A case behind an item. Never shown to the organ, nor to the writer of another case."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="sources")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="feedback_sources")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "case"], name="feedback_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} from {self.case_id}"


class Hand(models.Model):
    """Somebody who wrote a part of the batch, and so does not approve it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="hands")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "account"], name="feedback_hand_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} by {self.account_id}"


class KeptOut(models.Model):
    """The writer asked that the case be left out of central feedback."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="kept_out")
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.case_id}"
