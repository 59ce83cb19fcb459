"""The caller's list and one call."""

from django.db.models import Count, QuerySet

from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Writer
from youwei.listening.complaints.queries.writers import Contact, contact_of
from youwei.listening.followup.access.call_backs import visible_to
from youwei.listening.followup.models import CallBack
from youwei.listening.followup.rules.calls import State
from youwei.listening.followup.rules.refusals import ContactGone


def to_call(actor: Actor) -> QuerySet[CallBack]:
    """Whom the actor's body has to ask, by date."""
    calls = visible_to(actor).filter(state=State.DRAWN)
    return (
        calls.select_related("case", "organ")
        .annotate(tries=Count("attempts"))
        .order_by("due_on", "id")
    )


def one_call(actor: Actor, pk: int) -> CallBack | None:
    calls = visible_to(actor).select_related("case__campaign", "organ", "caller", "draw", "duty")
    return calls.filter(pk=pk).first()


def contact_for(call: CallBack) -> Contact:
    """Only operations that record it call this."""
    try:
        return contact_of(call.case)
    except Writer.DoesNotExist:
        raise ContactGone from None


def waiting(actor: Actor) -> int:
    return visible_to(actor).filter(state=State.DRAWN).count()
