from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.people.models import Account
from youwei.foundation.retention.rules.states import State
from youwei.kernel import clock

TEXT_LENGTH = 200  # characters


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def waiting(self) -> "DisposalQuerySet":
        return self.filter(state=State.PREPARED, expires_at__gt=clock.now())


class Disposal(models.Model):
    """A list of records that are due, and, once done, the certificate of their erasure: which
    class, how many, by which rule, who, when, and where the journal says so. `keys` are gone with
    the records; nothing of these is here.

    `by_rule`: nobody had to agree. `left`: what was listed and stayed, under a hold or no longer
    due. `campaign` is empty for what belongs to the whole installation.
    """

    code = models.CharField(max_length=60)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in State], default=State.PREPARED
    )
    rule = models.CharField(max_length=120)
    keys = models.JSONField(default=list)
    listed = models.PositiveIntegerField()
    erased = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    by_rule = models.BooleanField(default=False)
    prepared_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[DisposalQuerySet] = DisposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="retention_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("prepared_by")),
                name="retention_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE)
                | Q(by_rule=True)
                | Q(prepared_by__isnull=False, confirmed_by__isnull=False),
                name="retention_done_by_two_or_by_rule",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE, done_at__isnull=False)
                | ~Q(state=State.DONE) & Q(done_at=None),
                name="retention_done_when_done",
            ),
            models.UniqueConstraint(
                fields=["code", "campaign"],
                condition=Q(state=State.PREPARED),
                name="retention_one_list_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"CE-{self.pk:06d}"

    @property
    def subject(self) -> str:
        return f"disposal:{self.pk}"


class Hold(models.Model):
    """What must not be erased while something is open about it: `held` is a subject, such as
    'case:5', `label` the number by which people know it.
    """

    held = models.CharField(max_length=80)
    label = models.CharField(max_length=80)
    reason = models.CharField(max_length=TEXT_LENGTH)
    basis = models.CharField(max_length=TEXT_LENGTH)
    placed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["held"], condition=Q(lifted_at=None), name="retention_held_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(basis=""), name="retention_hold_has_ground"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why=""),
                name="retention_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def subject(self) -> str:
        return f"hold:{self.pk}"
