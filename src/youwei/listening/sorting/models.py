from django.db import models
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.sorting.rules.targets import Target

_TARGETS = [(target.value, target.value) for target in Target]


class Learned(models.Model):
    """A model of one target, of one campaign. `parameters` are arrays, never code, and hold no
    text; those of earlier versions are emptied, `report` stays. `newest_event` is the last
    decision that it knows, `cases` counts the cases.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    target = models.CharField(max_length=10, choices=_TARGETS)
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    rulebook = models.CharField(max_length=80)
    cases = models.PositiveIntegerField()
    newest_event = models.PositiveBigIntegerField()
    report = models.JSONField()
    parameters = models.BinaryField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "target", "version"], name="sorting_one_model_of_a_version"
            ),
            models.CheckConstraint(
                condition=Q(target__in=[target.value for target in Target]),
                name="sorting_learned_target_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.version}"


class Switch(models.Model):
    """Whether the models of a campaign may speak, where somebody decided so; else the rulebook."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, primary_key=True)
    on = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.on}"


class Weighed(models.Model):
    """What was suggested and what was decided; not by whom. `suggested` is empty where the model
    said nothing; `source` is "model" or "rule:" with its code.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="weighed")
    target = models.CharField(max_length=10, choices=_TARGETS)
    suggested = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=70)
    version = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    decided = models.CharField(max_length=60, blank=True)
    on = models.DateField(default=clock.today)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__in=[target.value for target in Target]),
                name="sorting_weighed_target_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.target}"
