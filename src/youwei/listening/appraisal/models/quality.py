from django.db import models

from youwei.foundation.people.models import Account
from youwei.listening.appraisal.models.round import Round
from youwei.listening.appraisal.rules.quality import Sign


class Finding(models.Model):
    """What one method found in one panel when the urn was opened. `numbers`: the ballots of the
    sealed file that bear the sign. Means are of the values of all answers, unweighted, 0 to 100.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="findings")
    panel = models.CharField(max_length=60)
    sign = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Sign])
    ballots = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    numbers = models.JSONField(default=list)
    mean_all = models.FloatField(null=True)
    mean_without = models.FloatField(null=True)

    class Meta:
        ordering = ["panel", "sign"]
        constraints = [
            models.UniqueConstraint(fields=["round", "panel", "sign"], name="found_once")
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.sign}: {self.ballots}"


class Exclusion(models.Model):
    """剔除决定: ballots with this sign are left out, by name and with reasons. Results are then
    made both ways, and both are kept.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="exclusions")
    panel = models.CharField(max_length=60)
    sign = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Sign])
    reason = models.TextField()
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "panel", "sign"], name="excluded_once")
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.sign}"
