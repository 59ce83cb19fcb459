from django.db import models

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.channels.rules.states import FileState


class Source(models.Model):
    """A body that forwards in files, and which of its headings means what: field → heading."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)
    saved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="channels_source_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"source:{self.pk}"


class ForwardedFile(models.Model):
    """A workbook on its way in. Its bytes are kept until it is taken over or dropped, a day at
    most; `faults` says for each row that did not fit its number and the reason.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="files")
    brought_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=clock.now)
    state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in FileState], default=FileState.PREVIEW
    )
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return f"file:{self.pk}"

    @property
    def subject(self) -> str:
        """Its name in the journal, and the origin of its bytes."""
        return f"forwarded:{self.pk}"
