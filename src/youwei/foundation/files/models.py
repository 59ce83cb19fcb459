from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from youwei.foundation.files.rules.kinds import Kind
from youwei.foundation.files.rules.names import NAME_LIMIT
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
