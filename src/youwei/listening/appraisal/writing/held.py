"""Rows held until the transaction ends, and the event that goes with a step."""

from youwei.foundation.journal.operations import record
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.states.refusals import MoveIncomplete
from youwei.kernel.words import clean_text
from youwei.listening.appraisal.models import Commission, Instrument, Panel, Round

TEXT_LIMIT = 2_000  # characters


def held_round(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",))
    return rows.select_related("campaign", "instrument").get(pk=round_.pk)


def held_panel(panel: Panel) -> tuple[Round, Panel]:
    """The round is held, too: its state decides."""
    found = Panel.objects.get(pk=panel.pk)
    round_ = held_round(found.round)
    found.round = round_
    return round_, found


def held_instrument(instrument: Instrument) -> Instrument:
    rows = Instrument.objects.select_for_update(of=("self",))
    return rows.select_related("campaign").get(pk=instrument.pk)


def held_commission(commission: Commission) -> tuple[Round, Commission]:
    rows = Commission.objects.select_related("panel")
    found = rows.get(pk=commission.pk)
    round_, found.panel = held_panel(found.panel)
    return round_, found


def needed(text: str, *, field: str = "text", limit: int = TEXT_LIMIT) -> str:
    cleaned = clean_text(text, limit=limit, field=field)
    if not cleaned:
        raise MoveIncomplete(field=field)
    return cleaned


def track(actor: Actor, round_: Round, event: Event, *, subject: str = "") -> None:
    """In the trail of the round."""
    record(
        actor=actor,
        event=event,
        subject=subject or round_.subject,
        trail=round_.subject,
        campaign_id=round_.campaign_id,
    )
