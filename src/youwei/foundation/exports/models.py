from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from youwei.foundation.exports.rules.states import State
from youwei.foundation.people.models import Account
from youwei.kernel import clock

REASON_LENGTH = 200  # characters
QUERY_LENGTH = 600
_DECIDED = [State.APPROVED.value, State.REFUSED.value]


class ExportQuerySet(models.QuerySet["Export"]):
    def waiting(self) -> "ExportQuerySet":
        return self.filter(state=State.REQUESTED, expires_at__gt=clock.now())


class Export(models.Model):
    """A request to take rows out. `keys` are the rows that were asked for: the file holds these and
    no others, as far as its requester may read them when it is made. No file is stored.

    `by_rule`: few rows of the requester's own organ. `emptied_at`: filter, reason and keys were
    erased as the retention rule says.
    """

    source = models.CharField(max_length=40)
    form = models.CharField(max_length=4)
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    keys = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in State], default=State.REQUESTED
    )
    requested_by = models.ForeignKey(Account, models.PROTECT, related_name="exports")
    requested_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    by_rule = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    fetched = models.PositiveIntegerField(default=0)
    emptied_at = models.DateTimeField(null=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="exports_own"),
            models.Index(fields=["state", "expires_at"], name="exports_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="exports_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_DECIDED) | Q(by_rule=True) | Q(decided_by__isnull=False),
                name="exports_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(by_rule=False) | Q(decided_by=None), name="exports_rule_or_person"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What the watermark carries."""
        return f"EX-{self.pk:06d}"

    @property
    def subject(self) -> str:
        return f"export:{self.pk}"


class Decider(models.Model):
    """Who may approve: could read every row when it was asked for, and is asked again."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="deciders")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "account"], name="exports_decider_once")
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.account_id}"
