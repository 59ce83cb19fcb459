from django.db import models
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.matters.rules.states import State


class Matter(models.Model):
    """Several cases about one thing (同一事项), followed and answered together.

    Cases stay what they are, each with its organ and its duties; one that was merged into another
    belongs with that one. `title` is the office's own and names no person; a proposal has none.
    `kept`: its cases are complaints about the conduct of `about_organ`, and only those.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    title = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.PROPOSED
    )
    kept = models.BooleanField(default=False)
    about_organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept=True, about_organ__isnull=False)
                | Q(kept=False, about_organ__isnull=True),
                name="matter_of_conduct_is_about_one_organ",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="matter_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"M{self.pk:05d}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"matter:{self.pk}"


class Membership(models.Model):
    """A case belongs to one matter at a time."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="memberships")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="membership")
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.matter_id}"


class Repetition(models.Model):
    """Somebody judged that the case says again what its writer said in another one: it is no voice
    of its own. It names no other case and nobody.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="repetition")

    def __str__(self) -> str:
        return f"{self.case_id} again"
