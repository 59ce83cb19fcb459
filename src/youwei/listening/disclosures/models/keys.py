from django.db import models
from django.db.models import Q

from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.people.models import Account
from youwei.kernel.age import is_public
from youwei.listening.disclosures.rules.routing import Part, Step

STEPS = [step.value for step in Step]
PARTS = [part.value for part in Part]


class ReceivingBody(models.Model):
    """The organ whose discipline recipients receive what is about a place: `own` for its organs,
    `above` for what is about those who would receive it.
    """

    place = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    step = models.CharField(max_length=5, choices=[(step, step) for step in STEPS])
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place_id", "-step"]
        constraints = [
            models.UniqueConstraint(fields=["place", "step"], name="disclosures_body_once"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="disclosures_body_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.place_id}"


class RecipientKey(models.Model):
    """The public half of a recipient's key pair: all that sealing needs. In use from the day on
    which another recipient admitted it (the first of a body needs nobody) until it is removed, and
    only while its owner holds the role. `part`: which half of the key to identities it is.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    public = models.CharField(max_length=80, unique=True)
    part = models.CharField(max_length=6, choices=[(part, part) for part in PARTS])
    made_on = models.DateField()
    admitted_on = models.DateField(null=True, blank=True)
    admitted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(removed_on__isnull=True),
                name="disclosures_one_key",
            ),
            models.CheckConstraint(condition=Q(part__in=PARTS), name="disclosures_key_part_known"),
            models.CheckConstraint(
                condition=Q(admitted_by__isnull=True) | ~Q(admitted_by=models.F("account")),
                name="disclosures_key_not_admitted_by_oneself",
            ),
        ]

    def __str__(self) -> str:
        return self.short

    @property
    def short(self) -> str:
        """Enough to compare two keys over the telephone."""
        return self.public[4:16]

    @property
    def seals(self) -> bool:
        """Nothing can be sealed for a key that was damaged."""
        return is_public(self.public)

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"disclosure_key:{self.pk}"


class RecipientSecret(models.Model):
    """The secret half under its owner's passphrase, in a table of its own: the public face needs no
    right to read it.
    """

    key = models.OneToOneField(
        RecipientKey, models.CASCADE, primary_key=True, related_name="locked"
    )
    locked = models.BinaryField()

    def __str__(self) -> str:
        return f"secret of {self.key_id}"


class ReportKey(models.Model):
    """The secret key of one disclosure, wrapped for one recipient."""

    disclosure = models.ForeignKey(
        "disclosures.Disclosure", models.CASCADE, related_name="report_keys"
    )
    recipient = models.ForeignKey(RecipientKey, models.PROTECT, related_name="report_keys")
    wrapped = models.BinaryField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "recipient"], name="disclosures_wrapped_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} for {self.recipient_id}"
