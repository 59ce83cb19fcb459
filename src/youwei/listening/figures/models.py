from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.models import Duty
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.publishing import LOWEST_THRESHOLD
from youwei.kernel import clock
from youwei.listening.complaints.models import Case


class Answer(models.Model):
    """A checked answer as it was given: a duty that is opened again gets new dates, this row keeps
    the old ones. `round` is that of the rating; `sent_back` counts since the answer before.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers_given")
    number = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField()
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    reported_on = models.DateField()
    answered_on = models.DateField()
    sent_back = models.PositiveSmallIntegerField(default=0)
    reopened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="answers_of_a_case_in_order"),
            models.CheckConstraint(
                condition=Q(reported_on__lte=F("answered_on")), name="answer_checked_after_report"
            ),
        ]
        indexes = [models.Index(fields=["owner", "answered_on"], name="answer_of_organ")]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.number}"

    @property
    def subject(self) -> str:
        """Its name in the journal; not on the timeline of the case."""
        return f"answer:{self.pk}"

    @property
    def in_time(self) -> bool:
        return self.reported_on <= self.due_on


class KeptFacts(models.Model):
    """The facts of a campaign as of a moment, in columns (rules/facts.py): what the figures of a
    large campaign are counted from.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    columns = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.made_at:%Y-%m-%d}"


class Release(models.Model):
    """The figures of one quarter as everybody may read them, made once. What is hidden is not in
    it: `tables` has no number in a hidden cell.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    made_at = models.DateTimeField(default=clock.now)
    rulebook = models.CharField(max_length=80)
    threshold = models.PositiveSmallIntegerField()
    tables = models.JSONField()

    class Meta:
        ordering = ["-starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "starts"], name="quarter_released_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="release_has_days"),
            models.CheckConstraint(
                condition=Q(threshold__gte=LOWEST_THRESHOLD), name="release_hides_small_cells"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.starts:%Y-%m}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"release:{self.pk}"
