from django.db import models

from youwei.listening.complaints.models.case import Case


class Writer(models.Model):
    """Who wrote, where they said so: sealed with a key that the database does not hold (C-07).

    `may_contact`: the writer agreed that the organ which handles the matter learns it;
    `may_call_back`: that another body asks them afterwards how it was handled.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="writer")
    sealed_name = models.BinaryField()
    sealed_contact = models.BinaryField()
    may_contact = models.BooleanField(default=False)
    may_call_back = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"writer of {self.case_id}"
