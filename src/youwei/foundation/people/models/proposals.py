from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models.accounts import Account, RoleGrant
from youwei.foundation.people.rules.accounts import NAME_LENGTH
from youwei.foundation.people.rules.proposals import Action, ProposalState
from youwei.kernel import clock
from youwei.kernel.actor import Role

REASON_LENGTH = 200  # characters
_CARRIED = [ProposalState.CONFIRMED.value, ProposalState.COLLECTED.value]
_UNTOUCHED = [
    ProposalState.PROPOSED.value,
    ProposalState.WITHDRAWN.value,
    ProposalState.EXPIRED.value,
]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.PROPOSED, expires_at__gt=clock.now())


class Proposal(models.Model):
    """A grant that matters, before a second person confirmed it.

    Which fields are filled depends on the action: role, organ and dates of a grant; the grant that
    is to end; who takes over from an account that is closed; name and last day of a token.
    """

    action = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Action])
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in ProposalState],
        default=ProposalState.PROPOSED,
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="proposals")
    role = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in Role])
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    grant = models.ForeignKey(RoleGrant, models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    last_day = models.DateField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "id"], name="people_proposals")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="people_proposal_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("account")),
                name="people_proposal_not_about_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_CARRIED) | Q(decided_by__isnull=False),
                name="people_proposal_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_UNTOUCHED) | Q(decided_by=None),
                name="people_proposal_undecided",
            ),
            models.CheckConstraint(
                condition=Q(action=Action.ISSUE_TOKEN, proposed_by=F("account"))
                | ~Q(action=Action.ISSUE_TOKEN) & ~Q(proposed_by=F("account")),
                name="people_proposal_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.account_id}"

    @property
    def subject(self) -> str:
        return f"proposal:{self.pk}"
