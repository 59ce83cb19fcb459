from django.db import models

from youwei.listening.complaints.models import ChannelToken


class Frame(models.Model):
    """The form on a partner's site. `public_id` stands in the page's source for everybody to read;
    it opens nothing but the form, and tells nothing of the token, which is secret.
    """

    token = models.OneToOneField(ChannelToken, on_delete=models.PROTECT, related_name="frame")
    public_id = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.public_id


class Origin(models.Model):
    """A site in whose frames the form may stand: scheme, host, port."""

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="origins")
    origin = models.CharField(max_length=240)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["frame", "origin"], name="channels_origin_once")
        ]

    def __str__(self) -> str:
        return self.origin
