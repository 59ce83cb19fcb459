"""Codes on one side, ballots on the other. Nothing names both: no key, no order, no time."""

import secrets

from django.db import models
from django.db.models import Q

from youwei.foundation.organs.models import Organ
from youwei.listening.appraisal.models.panel import Member
from youwei.listening.appraisal.models.round import Round


def random_id() -> int:
    """A row's key says nothing of when it came. The columns are automatic keys all the same: only
    such a one is SQLite's own row number, which would otherwise keep the order of arrival.
    """
    return secrets.randbits(62) + 1


class Invitation(models.Model):
    """One drawn person's code, kept as a keyed hash. `organs`: whom the ballot asks about, by
    chance. `spent` has no time. `sent_mark` lets the same sending, repeated after a lost
    connection, be told that it arrived: it is a keyed hash of a secret of that page. Erased when
    the ballots are sealed.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    member = models.OneToOneField(Member, models.CASCADE, related_name="invitation")
    organs = models.JSONField(default=list)
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  (none yet)
    expires_on = models.DateField(null=True, blank=True)
    spent = models.BooleanField(default=False)
    sent_mark = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code_hash=None, spent=False)
                | Q(code_hash__isnull=False, expires_on__isnull=False),
                name="invitation_spent_by_its_code",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Slip(models.Model):
    """A ballot, or words about an organ, filled up to one length and closed to the key of the
    round. `delivery`: those that a third party handed in; they belong to no code.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.PROTECT, related_name="slips")
    box = models.BinaryField()
    delivery = models.ForeignKey(
        "appraisal.Delivery", models.CASCADE, null=True, blank=True, related_name="slips"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"slip {self.pk}"


class Opinion(models.Model):
    """What somebody wrote about an organ, once the urn was open: no ballot, no stratum, no day."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.PROTECT, related_name="opinions")
    panel = models.CharField(max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
