from django.db import models
from django.db.models import Q

from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.listening.complaints.models import Case
from youwei.listening.followup.rules.transferring import PENDING, State


class Transfer(models.Model):
    """A matter on its way to a body outside. `door` is a code of the rulebook, `carries` what goes
    along; words of the writer only after `consented_at`. `mark` is the other body's own number.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    door = models.CharField(max_length=60)
    carries = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Carries])
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.PREPARED
    )
    prepared_at = models.DateTimeField(default=clock.now)
    consented_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    confirm_on = models.DateField(null=True, blank=True)
    confirm_provisional = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer_on = models.DateField(null=True, blank=True)
    answer_provisional = models.BooleanField(default=False)
    mark = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=sorted(PENDING)),
                name="one_transfer_under_way",
            ),
            models.CheckConstraint(
                condition=Q(carries=Carries.NOTHING)
                | ~Q(state__in=[State.SENT, State.CONFIRMED])
                | Q(consented_at__isnull=False),
                name="words_transferred_only_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONFIRMED)
                | (~Q(mark="") & Q(confirmed_at__isnull=False, answer_on__isnull=False)),
                name="transfer_confirmed_with_a_mark",
            ),
        ]
        indexes = [models.Index(fields=["state", "confirm_on"], name="transfer_clock")]

    def __str__(self) -> str:
        return f"transfer {self.pk}"

    @property
    def confirm_due(self) -> Deadline | None:
        if self.confirm_on is None:
            return None
        return Deadline(on=self.confirm_on, provisional=self.confirm_provisional, basis="")

    @property
    def answer_due(self) -> Deadline | None:
        if self.answer_on is None:
            return None
        return Deadline(on=self.answer_on, provisional=self.answer_provisional, basis="")
