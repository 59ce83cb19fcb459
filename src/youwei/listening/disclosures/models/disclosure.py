"""What is kept of a disclosure: days, states and sealed bytes. No column holds a word of it, the
organ or person that it is about, an hour, or anything of the device that sent it.
"""

from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.listening.disclosures.models.keys import ReceivingBody
from youwei.listening.disclosures.rules.states import Cleared, Said, State, Way

STATES = [state.value for state in State]
DONE = sorted({State.CONCLUDED, State.TOLD})


class Disclosure(models.Model):
    """`public` seals to those who hold its secret key; `reporter_public` to the reporter, whose
    secret half lies in `reporter_lock` under the receipt's passphrase.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    body = models.ForeignKey(ReceivingBody, models.PROTECT, related_name="disclosures")
    number = models.CharField(max_length=32, unique=True)
    named = models.BooleanField()
    state = models.CharField(
        max_length=9, choices=[(state, state) for state in STATES], default=State.RECEIVED
    )
    public = models.CharField(max_length=80)
    reporter_public = models.CharField(max_length=80)
    reporter_lock = models.BinaryField()
    submission = models.CharField(max_length=64, unique=True)
    received_on = models.DateField()
    accept_due_on = models.DateField()
    accept_due_provisional = models.BooleanField(default=False)
    answered_on = models.DateField(null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    result_due_on = models.DateField(null=True, blank=True)
    result_due_provisional = models.BooleanField(default=False)
    told_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["body", "state"], name="disclosures_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="disclosures_disclosure_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.RECEIVED, answered_on__isnull=True)
                | ~Q(state=State.RECEIVED) & Q(answered_on__gte=F("received_on")),
                name="disclosures_answered_once_out_of_received",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE, concluded_on__isnull=False, result_due_on__isnull=False)
                | ~Q(state__in=DONE) & Q(concluded_on__isnull=True),
                name="disclosures_concluded_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.TOLD, told_on__isnull=False)
                | ~Q(state=State.TOLD) & Q(told_on__isnull=True),
                name="disclosures_told_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"disclosure:{self.pk}"

    @property
    def lock_context(self) -> str:
        return f"disclosure:{self.number}"


class Entry(models.Model):
    """Something said, either way. `due_on` and `taken_up_on` belong to a word of retaliation."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="entries")
    said = models.CharField(max_length=11, choices=[(said.value, said.value) for said in Said])
    on = models.DateField()
    sealed = models.BinaryField()
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    taken_up_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(said=Said.RETALIATION, due_on__isnull=False)
                | ~Q(said=Said.RETALIATION) & Q(due_on__isnull=True, taken_up_on__isnull=True),
                name="disclosures_retaliation_has_a_clock",
            )
        ]

    def __str__(self) -> str:
        return f"{self.said} of {self.disclosure_id}"


class SealedFile(models.Model):
    """A working copy without traces, sealed with its name. In the database, so that it falls with a
    transaction that fails and no folder tells when it came.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"file of {self.entry_id}"


class Disposal(models.Model):
    """处置方式 as a fact with its day, and nothing more: handling the case stays outside."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="disposals")
    way = models.CharField(max_length=6, choices=[(way.value, way.value) for way in Way])
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in Way]), name="disclosures_way_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.on}"


class Clarification(models.Model):
    """澄清: that it was made, how, and on which day. For whom stands nowhere here."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="clarifications")
    how = models.CharField(max_length=7, choices=[(how.value, how.value) for how in Cleared])
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.how} {self.on}"
