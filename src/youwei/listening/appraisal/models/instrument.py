from django.db import models
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign


class Instrument(models.Model):
    """问卷: a version of the questions. Once a round was frozen with it, it changes no more."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="instruments")
    number = models.PositiveSmallIntegerField()
    frozen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="instrument_number_once")
        ]

    def __str__(self) -> str:
        return f"V{self.number}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"instrument:{self.pk}"


class Question(models.Model):
    """`dimension` and `themes` are codes of the rulebook; `place` orders the page."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    dimension = models.CharField(max_length=60)
    themes = models.JSONField(default=list)
    text_zh = models.CharField(max_length=120)
    text_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="question_code_once"),
            models.CheckConstraint(
                condition=~Q(text_zh="") & ~Q(text_en=""), name="question_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.text_zh
