"""Who a real-name reporter is, apart from what they reported, under keys of its own (C-06)."""

from django.db import models
from django.db.models import F, Q

from youwei.foundation.people.models import Account
from youwei.listening.disclosures.models.disclosure import Disclosure
from youwei.listening.disclosures.models.keys import RecipientKey
from youwei.listening.disclosures.rules.states import Reason


class Identity(models.Model):
    """Name and contact, sealed to the holders of the first half, and that sealed once more to the
    holders of the second: neither half opens it alone.
    """

    disclosure = models.OneToOneField(Disclosure, models.CASCADE, related_name="identity")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"identity of {self.disclosure_id}"


class Opening(models.Model):
    """One asks with a reason; another, who holds the second half, peels off the outer seal and
    hands the rest, sealed to the key of the one who asked, over for a few days.
    """

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="openings")
    reason = models.CharField(
        max_length=7, choices=[(reason.value, reason.value) for reason in Reason]
    )
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_key = models.ForeignKey(RecipientKey, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    refused = models.BooleanField(default=False)
    handed = models.BinaryField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="disclosures_opening_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(handed__isnull=True) & Q(opened_on__isnull=True)
                | Q(decided_by__isnull=False, refused=False, until__isnull=False),
                name="disclosures_opened_only_once_released",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"
