from collections.abc import Mapping
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.campaigns.rules.states import State
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.rulebook.models import RulebookVersion

STATE_WORDS: Mapping[State, Promise] = {
    State.DRAFT: pgettext_lazy("campaign", "Draft"),
    State.OPEN: pgettext_lazy("campaign", "Open"),
    State.CLOSED: pgettext_lazy("campaign", "Closed"),
}
STATES = [state.value for state in State]


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def open_on(self, day: date) -> Self:
        """Those that run on this day; the last day counts."""
        return self.filter(state=State.OPEN, starts__lte=day, ends__gte=day)


class Campaign(models.Model):
    """A jurisdiction, a period and a rulebook version. Every record belongs to one (A1, A80).

    `number_prefix` begins the numbers of its records, so that two campaigns never share a number.
    `office_organ` hosts the rectification office (A73), `leading_organ` the leading group (A70).
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="campaigns")
    name = models.CharField(pgettext_lazy("campaign", "Name"), max_length=100)
    number_prefix = models.CharField(_("Number prefix"), max_length=16, unique=True)
    starts = models.DateField(_("First day"))
    ends = models.DateField(_("Last day"))
    rulebook_version = models.ForeignKey(
        RulebookVersion, models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    office_organ = models.ForeignKey(Organ, models.PROTECT, related_name="office_of")
    leading_organ = models.ForeignKey(Organ, models.PROTECT, related_name="leading_in")
    state = models.CharField(
        max_length=8,
        choices=[(state.value, word) for state, word in STATE_WORDS.items()],
        default=State.DRAFT,
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "jurisdiction_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="campaigns_campaign_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="campaigns_campaign_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(rulebook_version__isnull=False),
                name="campaigns_campaign_runs_by_a_rulebook",
            ),
            models.CheckConstraint(
                condition=Q(number_prefix__regex=r"^[A-Z0-9]{2,16}\Z"),
                name="campaigns_campaign_prefix_plain",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="campaigns_campaign_named"),
            models.UniqueConstraint(
                fields=["jurisdiction"],
                condition=Q(state=State.OPEN),
                name="campaigns_campaign_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: date) -> bool:
        """As `CampaignQuerySet.open_on` asks it, of one that was just read."""
        return self.state == State.OPEN and self.starts <= day <= self.ends

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"campaign:{self.pk}"
