from django.db import models
from django.db.models import Q

from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.kernel.events import LABEL_LIMIT
from youwei.listening.complaints.models import Case
from youwei.listening.followup.rules.protection import Source, State, Word


class Report(models.Model):
    """A writer suffers for having written (C-13). Kept apart from the case: whoever reads the case
    does not learn of it. `only_leading`: the office is bound up with the organ concerned.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="retaliation")
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.REPORTED
    )
    sealed_contact = models.BinaryField()
    only_leading = models.BooleanField(default=False)
    reported_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    due_provisional = models.BooleanField(default=False)
    escalated_at = models.DateTimeField(null=True, blank=True)
    check_back_every = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_report_of_retaliation_for_a_case"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, ended_at__isnull=False)
                | (~Q(state=State.CLOSED) & Q(ended_at__isnull=True)),
                name="retaliation_ended_exactly_when_closed",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="retaliation_queue")]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal; never in the trail of the case."""
        return f"retaliation:{self.pk}"

    @property
    def due(self) -> Deadline:
        return Deadline(on=self.due_on, provisional=self.due_provisional, basis="")


class ReportShield(models.Model):
    """An organ that handled the matter, or that it is or was about: nobody bound up with it learns
    of the report.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="shields")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "organ"], name="retaliation_shield_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} from {self.organ_id}"


class Entry(models.Model):
    """What the writer said, or what was done. Sealed as names are. `told`: the writer reads it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    from_writer = models.BooleanField()
    move = models.CharField(max_length=20)
    sealed_text = models.BinaryField()
    told = models.BooleanField(default=False)
    author = models.CharField(max_length=LABEL_LIMIT, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.move}"


class CheckBack(models.Model):
    """A day on which the writer is asked on the status page whether it goes on. Without an answer
    nothing is known.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="check_backs")
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Word], blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, word="")
                | (Q(answered_at__isnull=False) & ~Q(word="")),
                name="check_back_answered_with_a_word",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.due_on}"
