from django.db import models

from youwei.kernel import clock
from youwei.listening.complaints.models import Case


class PublicRequest(models.Model):
    """A matter whose sender agreed that anyone may read how far it has come. `public_id` is not the
    case's number. There is none of a complaint about conduct.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="public_request")
    public_id = models.CharField(max_length=32, unique=True)
    agreed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.public_id
