from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.listening.appraisal.models.instrument import Instrument
from youwei.listening.appraisal.rules.states import State

STATES = [state.value for state in State]


class Round(models.Model):
    """评议轮次. `number` counts within the campaign. Fixed at freezing: `threshold`, `rulebook`
    (id and version), `seed`. `urn_key` is the public half of the key that closes the urn; the other
    half is a file beside the database. Filled at sealing: the `sealed_…` fields.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT
    )
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which a ballot is taken
    proposed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned = models.TextField(blank=True)  # why the proposal to freeze was sent back
    frozen_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_on = models.DateField(null=True, blank=True)
    threshold = models.PositiveSmallIntegerField(default=0)
    rulebook = models.CharField(max_length=80, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    urn_key = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    sealed_on = models.DateField(null=True, blank=True)
    sealed_file = models.CharField(max_length=120, blank=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    sealed_rows = models.PositiveBigIntegerField(default=0)
    sealed_ballots = models.PositiveIntegerField(default=0)
    sealed_plan = models.JSONField(default=dict)  # rules.sealing.Plan
    kept_out = models.PositiveIntegerField(default=0)  # ballots of strata that were too small
    published_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)  # the sealed file, by the retention rule

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="round_number_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="round_state_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(frozen_by=None) | ~Q(frozen_by=F("proposed_by")),
                name="round_frozen_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, frozen_by=None)
                | (~Q(state=State.DRAFT) & Q(frozen_by__isnull=False, proposed_by__isnull=False)),
                name="round_frozen_before_it_goes_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"round:{self.pk}"


class RosterEntry(models.Model):
    """An organ of the round, by the name and in the comparison group that it had at freezing.
    `left_out` says why it is not rated; empty where it is.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="roster")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    group = models.CharField(max_length=40)
    left_out = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["group", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organ"], name="organ_once_on_the_roster")
        ]

    def __str__(self) -> str:
        return self.name
