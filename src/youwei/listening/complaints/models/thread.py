from django.db import models
from django.db.models import Q

from youwei.foundation.duties.models import Duty
from youwei.kernel import clock
from youwei.kernel.events import LABEL_LIMIT
from youwei.listening.complaints.models.case import Case


class Message(models.Model):
    """A word between the writer and those who handle the case. An organ's answer names
    its `duty` and is `released_at` when another organ has checked it; before that the writer does
    not see it. `for_office`: the writer tells it to the body that sorts only.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    from_writer = models.BooleanField()
    for_office = models.BooleanField(default=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True)
    sender = models.CharField(max_length=LABEL_LIMIT, blank=True)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(for_office=False) | Q(from_writer=True),
                name="message_for_the_office_is_of_the_writer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"

    @property
    def is_answer(self) -> bool:
        return self.duty_id is not None


class Rating(models.Model):
    """A level of the rulebook, 'not clear' among them, for one answer. Silence leaves no row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_rating_for_each_answer")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"
