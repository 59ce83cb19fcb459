from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.files.rules.kinds import Kind
from youwei.foundation.files.rules.names import NAME_LIMIT
from youwei.foundation.files.rules.outcomes import Outcome
from youwei.foundation.people.models import Account
from youwei.kernel import clock


class EvidenceFile(models.Model):
    """The working copy of what somebody attached to the thing `origin` ('case:5').

    `stored` is its random place in the store, `sha256` the digest of the stored bytes. After a
    withdrawal the row stays and the bytes are gone.
    """

    origin = models.CharField(max_length=80)
    name = models.CharField(max_length=NAME_LIMIT)
    media_type = models.CharField(max_length=80, choices=[(kind.value, kind.name) for kind in Kind])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=80, unique=True)
    added_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["origin", "id"], name="files_origin")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="files_not_empty"),
            models.CheckConstraint(
                condition=Q(media_type__in=[kind.value for kind in Kind]), name="files_kind_taken"
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="files_digest_whole"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("added_at")),
                name="files_withdrawn_after_added",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.origin}"


class SealedOriginal(models.Model):
    """The file as it was handed in, under a key of its own that is wrapped for those who may open
    it. `size` and `sha256` are those of the sealed bytes. The row goes with the bytes.
    """

    file = models.OneToOneField(EvidenceFile, models.PROTECT, related_name="original")
    stored = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="files_original_digest_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"original of file {self.file_id}"

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"original:{self.pk}"


class OriginalKey(models.Model):
    """The secret key of one original, wrapped for the holder of `public`."""

    original = models.ForeignKey(SealedOriginal, models.CASCADE, related_name="keys")
    public = models.CharField(max_length=80)
    wrapped = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["public"], name="files_original_holder")]
        constraints = [
            models.UniqueConstraint(
                fields=["original", "public"], name="files_original_wrapped_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.original_id} for {self.public[:16]}"


class Quarantine(models.Model):
    """A file that may hold secrets was set aside: nobody reads it until another person decided.

    The row stays as the record: who, when, by which rule, and through the file its digest.
    """

    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="quarantines")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    trail = models.CharField(max_length=80)  # the thing in whose history it stands
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.name) for one in Outcome]
    )
    reason = models.TextField(blank=True)
    rule = models.CharField(max_length=80, blank=True)  # such as 'evidence.secrets@1.4'

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(decided_at=None), name="files_quarantine_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="", reason="", rule="")
                | Q(decided_at__gte=F("at"), decided_by__isnull=False)
                & Q(outcome__in=[one.value for one in Outcome])
                & ~Q(reason="")
                & ~Q(rule=""),
                name="files_quarantine_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="files_quarantine_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"quarantine {self.pk} of file {self.file_id}"
