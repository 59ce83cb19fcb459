"""What every operation on a matter does: lock the rows, record the event."""

from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.writing import locked as locked_case
from youwei.listening.matters.models import Matter


def locked(matter: Matter) -> Matter:
    """The row as it is now, held until the transaction ends."""
    return (
        Matter.objects.select_for_update(of=("self",))
        .select_related("campaign", "about_organ")
        .get(pk=matter.pk)
    )


def locked_cases(*cases: Case) -> tuple[Case, ...]:
    """In the order given; locked lower numbers first, so that two never wait for each other."""
    rows = {case.pk: locked_case(case) for case in sorted(cases, key=lambda one: one.pk)}
    return tuple(rows[case.pk] for case in cases)


def track(actor: Actor, matter: Matter, event: Event, *, trail: Case | None = None) -> None:
    """`trail`: the event stands in the history of this case, too."""
    record(
        actor=actor,
        event=event,
        subject=matter.subject,
        trail=trail.subject if trail else None,
        campaign_id=matter.campaign_id,
    )
