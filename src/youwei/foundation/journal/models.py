from typing import Never

from django.conf import settings
from django.db import models

from youwei.foundation.journal.rules import digest_of
from youwei.foundation.journal.rules.checkpoints import Checkpoint
from youwei.kernel import clock
from youwei.kernel.hashing import Algorithm


def algorithm() -> Algorithm:
    """The hash of this installation's record, from its first event to its last."""
    chosen: Algorithm = settings.YOUWEI_JOURNAL_HASH
    return chosen


class EventQuerySet(models.QuerySet["JournalEvent"]):
    def of(self, subject: str) -> "EventQuerySet":
        """The history of one thing, oldest first."""
        return self.filter(subject=subject).order_by("id")

    def along(self, *trails: str) -> "EventQuerySet":
        """The history of things with everything that came of them, oldest first."""
        return self.filter(trail__in=trails).order_by("id")

    def update(self, **kwargs: object) -> Never:
        raise TypeError("the journal is append-only")

    def delete(self) -> Never:
        raise TypeError("the journal is append-only")


class JournalEvent(models.Model):
    """One fact, as it was written. Labels instead of foreign keys, so that the trail neither blocks
    nor follows live data. `digest` is the leaf that the Merkle log sequences; `seal` shows that
    this installation wrote it: whoever can write to the database alone cannot make one.
    """

    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=80)
    campaign_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80)
    trail = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="journal_subject"),
            models.Index(fields=["trail", "id"], name="journal_trail"),
            models.Index(fields=["kind", "id"], name="journal_kind"),
            models.Index(fields=["actor_label", "id"], name="journal_actor"),
            models.Index(fields=["at", "id"], name="journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("the journal is append-only")
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> Never:
        raise TypeError("the journal is append-only")

    def recomputed(self, by: Algorithm | None = None) -> str:
        """The digest that the stored fields ought to have."""
        return digest_of(
            at=self.at,
            kind=self.kind,
            campaign_id=self.campaign_id,
            subject=self.subject,
            trail=self.trail,
            actor=(self.actor_kind, self.actor_id, self.actor_label),
            data=self.data,
            algorithm=by or algorithm(),
        )


class Leaf(models.Model):
    """Where an event stands in the tree. `hash` is the leaf hash of RFC 6962 over its digest."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(JournalEvent, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.position}"


class Block(models.Model):
    """The root over 2^level leaves that all exist; only every eighth level is kept."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="block_once")]

    def __str__(self) -> str:
        return f"block {self.level}/{self.index}"


class SigningKey(models.Model):
    """The public half; the secret half is a file that only the worker reads. A key that signs no
    more stays: what it signed remains to be checked.
    """

    origin = models.CharField(max_length=120)
    public = models.CharField(max_length=64, unique=True)
    begins = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"], condition=models.Q(ended__isnull=True), name="one_key_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.public[:16]


class TreeHead(models.Model):
    """A signed statement that the first `size` leaves have this root. `last_event` is the greatest
    event id that was there.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField(default=clock.now)
    last_event = models.BigIntegerField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT)
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"head {self.size}"

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(self.key.origin, self.size, bytes(self.root), self.at, algorithm())


class Verification(models.Model):
    """What one check of the whole journal found; `fault` is empty where everything fitted."""

    at = models.DateTimeField(default=clock.now)
    checked = models.BigIntegerField()
    heads = models.BigIntegerField()
    fault = models.CharField(max_length=12, blank=True)
    first_bad = models.BigIntegerField(null=True)
    seconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.checked} {self.fault or 'ok'}"
