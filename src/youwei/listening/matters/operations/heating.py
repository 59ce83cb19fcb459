"""热点: raised by a job, assessed by a named person, settled by a job."""

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotAllowed
from youwei.listening.complaints.writing import words
from youwei.listening.matters.access import check_leads
from youwei.listening.matters.models import HotSpot, Matter
from youwei.listening.matters.rules import events
from youwei.listening.matters.rules.refusals import NotHot
from youwei.listening.matters.rules.states import HOT, HOT_SPOT, Heat, Party
from youwei.listening.matters.writing import locked, track


@operation
def raise_hot_spot(
    *, actor: Actor, matter: Matter, voices: int, days: int, rulebook: str
) -> HotSpot:
    matter = locked(matter)
    spot = HotSpot.objects.create(matter=matter, voices=voices, days=days)
    event = events.HotSpotRaised(voices=voices, days=days, rulebook=rulebook)
    track(actor, matter, event)
    return spot


@operation
def acknowledge(*, actor: Actor, matter: Matter, decision: str) -> HotSpot:
    """Who assessed it and what was decided, by name."""
    matter = locked(matter)
    check_leads(actor, matter)
    if actor.account_id is None:
        raise NotAllowed
    spot = matter.hot_spots.filter(state__in=HOT).first()
    if spot is None:
        raise NotHot
    spot.state = HOT_SPOT.after(Heat(spot.state), "acknowledge", Party.TRIAGE)
    spot.decision = words(decision, field="decision")
    spot.acknowledged_by_id, spot.acknowledged_at = actor.account_id, clock.now()
    spot.save(update_fields=["state", "decision", "acknowledged_by", "acknowledged_at"])
    track(actor, matter, events.HotSpotAcknowledged())
    return spot


@operation
def settle(*, actor: Actor, spot: HotSpot, voices: int) -> HotSpot:
    matter = locked(spot.matter)
    spot.state = HOT_SPOT.after(Heat(spot.state), "settle", Party.CALENDAR)
    spot.settled_at = clock.now()
    spot.save(update_fields=["state", "settled_at"])
    track(actor, matter, events.HotSpotSettled(voices=voices))
    return spot
