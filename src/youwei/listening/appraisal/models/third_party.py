from django.db import models
from django.db.models import Q

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.listening.appraisal.models.panel import Panel


class Commission(models.Model):
    """委托: a body that asks on its own for one panel (A14). `declared_on`: the day on which it
    said in which organs it has an interest; before that it hands nothing in.
    """

    panel = models.OneToOneField(Panel, models.PROTECT, related_name="commission")
    body = models.CharField(max_length=100)
    contract = models.CharField(max_length=100)
    signed_on = models.DateField()
    design = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    declared_on = models.DateField(null=True, blank=True)
    declaration = models.TextField(blank=True)
    interests = models.ManyToManyField(Organ, related_name="+")
    quality_report = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(contract=""), name="commission_names_its_contract"
            )
        ]

    def __str__(self) -> str:
        return self.body

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"commission:{self.pk}"


class Delivery(models.Model):
    """One file of raw data that was read without fault. Its rows lie in the urn; `replaced`: a
    later one took their place. `sha256` is the file's.
    """

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="deliveries")
    on = models.DateField()
    sha256 = models.CharField(max_length=64)
    respondents = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)  # about organs of a declared interest
    replaced = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission"], condition=Q(replaced=False), name="one_delivery_counts"
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
