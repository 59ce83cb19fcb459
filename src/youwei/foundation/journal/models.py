from typing import Never

from django.db import models

from youwei.foundation.journal.rules import digest_of
from youwei.kernel import clock


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
    nor follows live data. `digest` is the leaf that a later Merkle log sequences.
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

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="journal_subject"),
            models.Index(fields=["trail", "id"], name="journal_trail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("the journal is append-only")
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> Never:
        raise TypeError("the journal is append-only")

    def recomputed(self) -> str:
        """The digest that the stored fields ought to have."""
        return digest_of(
            at=self.at,
            kind=self.kind,
            campaign_id=self.campaign_id,
            subject=self.subject,
            trail=self.trail,
            actor=(self.actor_kind, self.actor_id, self.actor_label),
            data=self.data,
        )
