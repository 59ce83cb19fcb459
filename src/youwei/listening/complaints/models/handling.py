from typing import Final

from django.db import models
from django.db.models import Q

from youwei.foundation.duties.models import Duty
from youwei.listening.complaints.models.case import Case


class Handling(models.Model):
    """Which duty a case brought about. MATTER lets its organs read the case; STATEMENT does not:
    the organ knows the words of the duty and nothing else.
    """

    MATTER: Final = "matter"
    STATEMENT: Final = "statement"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handlings")
    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="handling")
    purpose = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["matter", "statement"]), name="handling_purpose_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.duty_id}"
