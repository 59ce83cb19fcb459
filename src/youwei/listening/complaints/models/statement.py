from django.db import models
from django.db.models import Q

from youwei.kernel import clock
from youwei.listening.complaints.models.case import Case


class Statement(models.Model):
    """The exact words that a writer agreed to pass on to the organ that the case is about, so that
    their own matter is solved (C-08). Nothing else of the case goes there. Consent lapses when the
    case turns out to be about another organ.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="statement")
    text = models.TextField()
    consented_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, lapsed_at__isnull=True)
                | Q(passed_on_at__isnull=True),
                name="statement_taken_back_before_it_is_passed_on",
            )
        ]

    def __str__(self) -> str:
        return f"statement of {self.case_id}"

    @property
    def subject(self) -> str:
        """The origin of the duty; it names no case."""
        return f"statement:{self.pk}"

    @property
    def in_force(self) -> bool:
        return self.taken_back_at is None and self.lapsed_at is None
