"""What people said, written anew by one person and approved by another (C-43)."""

from collections.abc import Collection

from youwei.foundation.journal.operations import operation
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Round
from youwei.listening.results.access import check_approves, check_round
from youwei.listening.results.models import Voice
from youwei.listening.results.queries.voices import obstacles, sources_of
from youwei.listening.results.rules import events
from youwei.listening.results.rules.refusals import AlreadySaid, TellsWho, TooFewOpinions
from youwei.listening.results.writing import held_voice, needed, person, track


@operation
def write(
    *, actor: Actor, round_: Round, theme: str, opinions: Collection[int], text: str
) -> Voice:
    """`opinions`: keys of those that stand behind it. A text that was returned is written over.
    Raises TooFewOpinions, TellsWho, AlreadySaid.
    """
    check_round(actor, round_)
    cleaned, sources = needed(text), sources_of(actor, round_, opinions)
    if len(sources) < round_.threshold:
        raise TooFewOpinions(at_least=round_.threshold)
    found = obstacles(cleaned, sources)
    if found:
        raise TellsWho(found="、".join(found), field="text")
    there = Voice.objects.select_for_update().filter(round=round_, theme=theme).first()
    if there is not None and there.approved_on is not None:
        raise AlreadySaid
    voice = there or Voice(round=round_, theme=theme)
    voice.text, voice.opinions, voice.returned = cleaned, len(sources), ""
    voice.written_by = person(actor)
    voice.save()
    voice.sources.set(sources)
    event = events.VoiceWritten(theme=theme, opinions=len(sources))
    track(actor, round_, event, subject=voice.subject)
    return voice


@operation
def approve(*, actor: Actor, voice: Voice) -> Voice:
    """It stands on the page of the result from the day on which that is published."""
    voice = held_voice(voice)
    check_approves(actor, voice)
    voice.approved_by, voice.approved_on = person(actor), clock.today()
    return _decided(actor, voice, approved=True)


@operation
def send_back(*, actor: Actor, voice: Voice, text: str) -> Voice:
    voice = held_voice(voice)
    check_approves(actor, voice)
    voice.returned, voice.approved_by, voice.approved_on = needed(text), None, None
    return _decided(actor, voice, approved=False)


def _decided(actor: Actor, voice: Voice, *, approved: bool) -> Voice:
    voice.save()
    event = events.VoiceDecided(theme=voice.theme, approved=approved)
    track(actor, voice.round, event, subject=voice.subject)
    return voice
