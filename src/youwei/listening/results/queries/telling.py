"""What people said, and what a reader is told in words."""

from dataclasses import dataclass

from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.appraisal.models import Round
from youwei.listening.results.queries.voices import approved_voices
from youwei.ui.bilingual import said


@dataclass(frozen=True, slots=True)
class Told:
    theme: str
    text: str
    opinions: int


def voices_told(round_: Round) -> tuple[Told, ...]:
    """Approved texts in the order of the rulebook's themes."""
    voices = {one.theme: one for one in approved_voices(round_)}
    themes = rules_of(round_.campaign).themes
    return tuple(
        Told(said(one.name), voices[one.code].text, voices[one.code].opinions)
        for one in themes
        if one.code in voices
    )
