"""The offline recovery key of a body, in two halves that two people keep on paper; what was wrapped
for it; and its use.
"""

from django.db import models
from django.db.models import F, Q

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel.age import is_public
from youwei.listening.disclosures.models.disclosure import Disclosure
from youwei.listening.disclosures.models.keys import RecipientKey
from youwei.listening.disclosures.rules.recovery import Why

_WHY = [(why.value, why.value) for why in Why]


class RecoveryKey(models.Model):
    """Two public keys: what is wrapped for it opens with the secret half of `outer`, then of
    `inner`. In use from the day on which another recipient confirmed it until it is removed.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    outer = models.CharField(max_length=80, unique=True)
    inner = models.CharField(max_length=80, unique=True)
    registered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    registered_on = models.DateField()
    confirmed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ"],
                condition=Q(confirmed_on__isnull=False, removed_on__isnull=True),
                name="disclosures_one_recovery_key",
            ),
            models.UniqueConstraint(
                fields=["organ"],
                condition=Q(confirmed_on__isnull=True, removed_on__isnull=True),
                name="disclosures_one_recovery_key_waits",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("registered_by")),
                name="disclosures_recovery_key_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(outer=F("inner")), name="disclosures_recovery_key_has_two_halves"
            ),
        ]

    def __str__(self) -> str:
        return self.short

    @property
    def seals(self) -> bool:
        """Nothing can be wrapped for a key of which one half was damaged."""
        return is_public(self.outer) and is_public(self.inner)

    @property
    def short(self) -> str:
        """Enough of both halves to compare with the paper."""
        return f"{self.outer[4:12]} {self.inner[4:12]}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"disclosure_recovery_key:{self.pk}"


class RecoveryWrap(models.Model):
    """The secret key of one disclosure, wrapped for a recovery key."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="recovery_wraps")
    key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="wraps")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "key"], name="disclosures_recovery_wrapped_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} for recovery {self.key_id}"


class Recovery(models.Model):
    """One use: the first person gave the outer half for a recipient's key, a second one gives the
    inner half, or refuses, within a few days.
    """

    key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="recoveries")
    to = models.ForeignKey(RecipientKey, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    why = models.CharField(max_length=5, choices=_WHY)
    until = models.DateField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_why = models.CharField(max_length=5, choices=_WHY, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recovered = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(ended_on__isnull=True), name="disclosures_one_recovery"
            ),
            models.CheckConstraint(
                condition=Q(recovered__isnull=True)
                | Q(decided_by__isnull=False, ended_on__isnull=False)
                & ~Q(decided_why="")
                & ~Q(decided_by=F("asked_by")),
                name="disclosures_recovery_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"disclosure_recovery:{self.pk}"


class RecoveryPiece(models.Model):
    """A disclosure's key with the outer layer off, until the second person comes: it opens with the
    inner half only.
    """

    recovery = models.ForeignKey(Recovery, models.CASCADE, related_name="pieces")
    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="+")
    peeled = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "disclosure"], name="disclosures_recovery_piece_once"
            )
        ]

    def __str__(self) -> str:
        return f"piece of {self.recovery_id}"
