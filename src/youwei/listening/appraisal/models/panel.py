from django.db import models
from django.db.models import F, Q

from youwei.foundation.organs.models import Organ
from youwei.listening.appraisal.models.round import Round


class Panel(models.Model):
    """评议人群 of one round. What it is stands in the rulebook under `code`; weight and quota are
    copied at freezing, so that a result says which it had. `frame_digest`: SHA-256 of the imported
    frame as it was drawn from.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="panels")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()  # per cent
    quota = models.PositiveIntegerField()
    at_least = models.PositiveIntegerField()
    frame_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="panel_once_in_a_round"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="panel_weight_is_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.code}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"panel:{self.pk}"


class Stratum(models.Model):
    """A part of the frame. `population`: how many stand in it; `quota`: how many were drawn.
    `organ`: where the panel asks people about the organ with which they had to do. Counted at
    sealing, when invitations are erased: `handed_out`, `answered`. `sealed_as`: its name in the
    file, shared by strata that were put together; empty where it was too small to stand there.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="strata")
    code = models.CharField(max_length=100)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")
    population = models.PositiveIntegerField(default=0)
    quota = models.PositiveIntegerField(default=0)
    handed_out = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    sealed_as = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "code"], name="stratum_once_in_a_panel"),
            models.CheckConstraint(
                condition=Q(quota__lte=F("population")), name="stratum_quota_within_population"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class MarginCount(models.Model):
    """How many of the panel's population stand in one category of one margin."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="margins")
    variable = models.CharField(max_length=60)
    category = models.CharField(max_length=60)
    population = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "variable", "category"], name="margin_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.variable}={self.category}: {self.population}"


class Member(models.Model):
    """One who could be asked. `serial` is the sender's own; `contact` is sealed, and erased when
    the ballots are. `margins`: categories in the order of the rulebook.
    """

    stratum = models.ForeignKey(Stratum, models.CASCADE, related_name="members")
    serial = models.CharField(max_length=60)
    margins = models.JSONField(default=list)
    sealed_contact = models.BinaryField(null=True, blank=True)
    drawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stratum", "serial"], name="serial_once_in_a_stratum")
        ]
        indexes = [models.Index(fields=["stratum", "drawn"], name="member_drawn")]

    def __str__(self) -> str:
        return self.serial
