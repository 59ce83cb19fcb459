from django.db import models

from youwei.foundation.campaigns.models import Campaign
from youwei.kernel import clock


class ChannelToken(models.Model):
    """Lets a partner's program hand in through one channel; only its keyed hash is kept."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    channel = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"channel_token:{self.pk}"
