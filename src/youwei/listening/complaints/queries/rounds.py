"""Which of a case's answers is in force."""

from django.db.models import Sum

from youwei.listening.complaints.models import Case, Handling


def round_of(lead: Case) -> int:
    """Each time the work began again, because its writer asked or a check or a call-back found that
    it was not solved, another answer follows: a word about the one before says nothing of it.
    """
    matters = lead.handlings.filter(purpose=Handling.MATTER)
    again: int | None = matters.aggregate(n=Sum("duty__times_reopened"))["n"]
    return 1 + (again or 0)
