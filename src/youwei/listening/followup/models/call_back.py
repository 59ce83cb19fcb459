from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.models import Duty
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.listening.complaints.models import Case
from youwei.listening.followup.rules.calls import Pressed, Solved, State


class Draw(models.Model):
    """The call-backs about one month, drawn once. Seed and frame give the sample again; the seed is
    shown when all calls have ended, since with it an organ could tell who is going to be called.
    `left_out`: matters for which no body is free to call.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    month = models.DateField()
    seed = models.CharField(max_length=64)
    share = models.PositiveSmallIntegerField()
    at_least = models.PositiveSmallIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "month"], name="call_backs_drawn_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.month:%Y-%m}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"call_back_draw:{self.pk}"


class Stratum(models.Model):
    """How many could have been drawn of the matters that one organ handled."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="strata")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    frame = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "organ"], name="one_stratum_for_each_organ")
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.organ_id}: {self.frame}"


class CallBack(models.Model):
    """One writer to be asked. `organ` handled the matter, `caller` asks: never the same, and never
    the one that checked. `level` is one of the rulebook's, empty where the writer would not say.
    """

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="calls")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="call_backs")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    caller = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in State], default=State.DRAWN
    )
    due_on = models.DateField()
    due_provisional = models.BooleanField(default=False)
    solved = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in Solved], blank=True
    )
    level = models.CharField(max_length=40, blank=True)
    pressed = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Pressed], blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "case"], name="writer_drawn_once"),
            models.CheckConstraint(
                condition=~Q(caller=F("organ")), name="called_by_another_organ_than_handled"
            ),
            models.CheckConstraint(
                condition=(Q(state=State.REACHED) & ~Q(solved="") & ~Q(pressed=""))
                | (~Q(state=State.REACHED) & Q(solved="", level="", pressed="")),
                name="call_back_answered_only_when_reached",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAWN, ended_at__isnull=True)
                | (~Q(state=State.DRAWN) & Q(ended_at__isnull=False)),
                name="call_back_ended_with_a_result",
            ),
        ]
        indexes = [models.Index(fields=["caller", "state", "due_on"], name="call_back_caller")]

    def __str__(self) -> str:
        return f"call-back {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal, and no part of the case's history: those who handle the case
        read that."""
        return f"call_back:{self.pk}"

    @property
    def due(self) -> Deadline:
        return Deadline(on=self.due_on, provisional=self.due_provisional, basis="")


class CallAttempt(models.Model):
    """A day on which nobody answered."""

    call_back = models.ForeignKey(CallBack, on_delete=models.PROTECT, related_name="attempts")
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["call_back", "on"], name="one_try_a_day")]

    def __str__(self) -> str:
        return f"{self.call_back_id} {self.on}"
