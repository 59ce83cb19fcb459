"""What every operation on a duty does: lock the row, require a reason, keep the words, record."""

from youwei.foundation.duties.models import Duty, Remark
from youwei.foundation.duties.queries import rules_for
from youwei.foundation.duties.rules.dates import behind_from, dates
from youwei.foundation.duties.rules.refusals import ReasonMissing
from youwei.foundation.journal.operations import record
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Term
from youwei.kernel.events import LABEL_LIMIT, Event
from youwei.kernel.words import clean_text

TEXT_LIMIT = 20_000  # characters of a reason, a result or a finding


def locked(duty: Duty) -> Duty:
    """The row as it is now, held until the transaction ends (SQLite holds the whole database)."""
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("campaign", "owner", "verifier", "offered_to", "shielded_from")
        .get(pk=duty.pk)
    )


def kept_from(duty: Duty) -> frozenset[int]:
    """The organs that may not learn of the duty."""
    organs = set(duty.shields.values_list("organ_id", flat=True))
    return frozenset(organs | ({duty.shielded_from_id} if duty.shielded_from_id else set()))


def require(text: str) -> str:
    cleaned = clean_text(text, limit=TEXT_LIMIT, field="reason")
    if not cleaned:
        raise ReasonMissing(field="reason")
    return cleaned


def remark(actor: Actor, duty: Duty, move: str, text: str) -> None:
    Remark.objects.create(duty=duty, move=move, text=text, author=actor.label[:LABEL_LIMIT])


def restart(duty: Duty) -> None:
    """The whole term again, from today. The caller saves."""
    today, rules = clock.today(), rules_for(duty)
    planned = dates(today, Term.parse(duty.term), calendar(), rules.lights)
    duty.starts_on, duty.near_from, duty.due_on = today, planned.near_from, planned.due_on
    duty.due_provisional, duty.progress = planned.provisional, 0
    replan(duty)


def replan(duty: Duty) -> None:
    """The day from which the present progress lags, where progress is planned. The caller saves."""
    if duty.behind_from is not None or duty.progress:
        duty.behind_from = behind_from(
            duty.starts_on, duty.due_on, duty.progress, rules_for(duty).lights
        )


def track(actor: Actor, duty: Duty, event: Event) -> None:
    record(
        actor=actor,
        event=event,
        subject=duty.subject,
        trail=duty.origin,
        campaign_id=duty.campaign_id,
    )
