"""Rows held until the transaction ends, and the event that goes with a step."""

from youwei.foundation.journal.operations import record
from youwei.foundation.people.models import Account
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.kernel.refusal import NotAllowed
from youwei.kernel.states import MoveIncomplete
from youwei.kernel.words import clean_text
from youwei.listening.appraisal.models import Round
from youwei.listening.results.models import Estimate, Objection, Publication, Use, Voice

TEXT_LIMIT = 2_000  # characters
LINE_LIMIT = 100


def held_estimate(estimate: Estimate) -> Estimate:
    rows = Estimate.objects.select_for_update(of=("self",))
    return rows.select_related("round__campaign").get(pk=estimate.pk)


def held_objection(objection: Objection) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",))
    return rows.select_related("estimate__round__campaign", "organ").get(pk=objection.pk)


def held_publication(publication: Publication) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",))
    return rows.select_related("estimate__round__campaign").get(pk=publication.pk)


def held_voice(voice: Voice) -> Voice:
    rows = Voice.objects.select_for_update(of=("self",))
    return rows.select_related("round__campaign").get(pk=voice.pk)


def held_use(use: Use) -> Use:
    rows = Use.objects.select_for_update(of=("self",))
    return rows.select_related("publication__estimate__round__campaign", "organ").get(pk=use.pk)


def person(actor: Actor) -> Account:
    """Whose name stands under it. Jobs sign nothing here."""
    if actor.account_id is None:
        raise NotAllowed
    return Account.objects.get(pk=actor.account_id)


def needed(text: str, *, field: str = "text", limit: int = TEXT_LIMIT) -> str:
    cleaned = clean_text(text, limit=limit, field=field)
    if not cleaned:
        raise MoveIncomplete(field=field)
    return cleaned


def track(actor: Actor, round_: Round, event: Event, *, subject: str) -> None:
    """In the trail of the round."""
    record(
        actor=actor,
        event=event,
        subject=subject,
        trail=round_.subject,
        campaign_id=round_.campaign_id,
    )
