"""Estimates, objections, publications, what people said, and the uses of a result."""

from django.db import models
from django.db.models import F, Q

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.listening.appraisal.models import Opinion, Round
from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.rules.uses import Purpose


class Estimate(models.Model):
    """One result of one round, as it would be published. `export`: the JSON text from which pages
    are read and an outsider computes the figures again, bit for bit; `sha256` is its fingerprint.
    What is hidden is not in it. `left_out`: ballots that a recorded decision excluded.
    `withheld`: keys of organs whose objection was upheld.
    Where ballots are left out, the result of all ballots is kept beside it; `stands` marks the one
    that counts.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="estimates")
    number = models.PositiveSmallIntegerField()
    export = models.TextField()
    sha256 = models.CharField(max_length=64)
    seed = models.PositiveBigIntegerField()
    ballots = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    withheld = models.JSONField(default=list)
    stands = models.BooleanField(default=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    shown_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    shown_on = models.DateField(null=True, blank=True)
    object_until = models.DateField(null=True, blank=True)
    object_provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="estimate_number_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(stands=True), name="one_estimate_of_a_round_stands"
            ),
            models.CheckConstraint(
                condition=Q(shown_on=None, object_until=None)
                | Q(shown_on__isnull=False, object_until__gt=F("shown_on")),
                name="result_shown_with_time_to_object",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.number}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"estimate:{self.pk}"


class Objection(models.Model):
    """异议 of one organ to its own result. Decided by somebody who neither made nor showed it."""

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="objections")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.FILED
    )
    text = models.TextField()
    filed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    filed_on = models.DateField()
    decision = models.TextField(blank=True)
    remedy = models.CharField(
        max_length=10, choices=[(r.value, r.value) for r in Remedy], blank=True
    )
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "organ"],
                condition=~Q(state=State.WITHDRAWN),
                name="one_objection_of_an_organ",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.REJECTED, State.UPHELD])
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_on__isnull=False)),
                name="objection_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(state=State.UPHELD) & ~Q(remedy="")
                | ~Q(state=State.UPHELD) & Q(remedy=""),
                name="objection_upheld_with_a_remedy",
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"objection:{self.pk}"


class Publication(models.Model):
    """公布. `correction` says what was wrong where it was taken down; it stands in its place."""

    estimate = models.OneToOneField(Estimate, models.PROTECT, related_name="publication")
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField()
    correction = models.TextField(blank=True)
    corrected_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(correction="", corrected_on=None)
                | (~Q(correction="") & Q(corrected_on__isnull=False)),
                name="publication_corrected_with_words",
            )
        ]

    def __str__(self) -> str:
        return f"publication {self.pk}"


class Voice(models.Model):
    """What people said about one theme in a round, written anew. Published once a second person has
    approved it; `opinions` stand behind it, never fewer than the threshold of the round.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="voices")
    theme = models.CharField(max_length=60)
    opinions = models.PositiveIntegerField()
    sources = models.ManyToManyField(Opinion, related_name="+")
    text = models.TextField()
    returned = models.TextField(blank=True)
    written_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["theme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "theme"], name="one_voice_of_a_theme"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="voice_approved_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.theme}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"voice:{self.pk}"


class Use(models.Model):
    """结果应用登记: a decision in which an organ's published result was used. It names the document
    and the body that decided, never a person's result: there is none.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="uses")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Purpose])
    decision = models.CharField(max_length=100)  # number of the document
    decided_by = models.CharField(max_length=100)  # the body that decided
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField()
    struck = models.TextField(blank=True)  # why the entry does not hold

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "organ", "purpose", "decision"],
                condition=Q(struck=""),
                name="use_recorded_once",
            ),
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(decided_by=""), name="use_names_its_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"use {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"use:{self.pk}"
