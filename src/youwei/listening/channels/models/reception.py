from django.db import models
from django.db.models import Q

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.listening.channels.rules.circumstances import AnswerBy, SpokenBy
from youwei.listening.complaints.models import Case


class Reception(models.Model):
    """How a case came in where somebody else wrote it down or passed it on. `organ` received it
    first and answers for it until another has accepted (谁受理、谁负责); `taken_by` is empty where
    a job or the command line did it. `code_renewed_at`: the office handed the writer another code
    than the one that the organ heard.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="reception")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)
    spoken_by = models.CharField(
        max_length=5, blank=True, choices=[(one.value, one.value) for one in SpokenBy]
    )
    read_back = models.BooleanField(default=False)
    answer_by = models.CharField(
        max_length=6,
        default=AnswerBy.PAGE,
        choices=[(one.value, one.value) for one in AnswerBy],
    )
    code_renewed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    source_on = models.DateField(null=True, blank=True)
    source_link = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["taken_by", "at"], name="channels_taken")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_by__in=[one.value for one in AnswerBy]),
                name="channels_answer_known",
            )
        ]

    def __str__(self) -> str:
        return f"reception of {self.case_id}"
