"""Opinions of a round, what was written from them, and what must not be taken over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Manager, QuerySet

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.themes import Theme
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Opinion, Round
from youwei.listening.results.models import Voice
from youwei.text.identifying import find
from youwei.text.verbatim import taken_over

TAKEN_OVER = 12  # characters in a row, where the rulebook says nothing


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words`: all of them stand in it. `about`: an organ. `used`: "used" is behind a text of the
    round, "unused" behind none.
    """

    words: str = ""
    about: int | None = None
    used: str = ""


ALL = Wanted()


def opinions_of(actor: Actor, round_: Round, wanted: Wanted = ALL) -> QuerySet[Opinion]:
    """By organ, in an order of chance: their keys are random. What was said of an organ is
    kept from whoever is tied to it (C-10).
    """
    found = _readable(actor, round_.opinions).order_by("organ__name", "pk")
    for word in wanted.words.split():
        found = found.filter(text__icontains=word)
    if wanted.about is not None:
        found = found.filter(organ=wanted.about)
    behind = Voice.sources.through.objects.filter(voice__round=round_).values("opinion")
    if wanted.used == "used":
        return found.filter(pk__in=behind)
    return found.exclude(pk__in=behind) if wanted.used == "unused" else found


def organs_told_of(actor: Actor, round_: Round) -> list[tuple[int, str]]:
    """Key and name of those of which this person may read something."""
    rows = _readable(actor, round_.opinions).order_by("organ__name", "organ")
    return list(rows.values_list("organ", "organ__name").distinct())


def sources_of(actor: Actor, round_: Round, keys: Collection[int]) -> list[Opinion]:
    return list(_readable(actor, round_.opinions).filter(pk__in=keys).order_by("pk"))


def sources_behind(actor: Actor, voice: Voice) -> list[Opinion]:
    return list(_readable(actor, voice.sources).order_by("pk"))


def _readable(actor: Actor, opinions: "Manager[Opinion]") -> QuerySet[Opinion]:
    return opinions.exclude(organ__in=actor.conflicts).select_related("organ")


def obstacles(text: str, sources: Sequence[Opinion]) -> list[str]:
    """Pieces of the text that could tell who wrote: particulars, and passages taken over."""
    feedback = rules_of(sources[0].round.campaign).feedback if sources else None
    run = feedback.verbatim.characters if feedback else TAKEN_OVER
    found = [one.text for one in find(text)]
    taken = taken_over(text, (one.text for one in sources), characters=run)
    return list(dict.fromkeys([*found, *(one.text for one in taken)]))


def voices_of(round_: Round) -> Sequence[Voice]:
    return list(round_.voices.all())


def approved_voices(round_: Round) -> Sequence[Voice]:
    return list(round_.voices.filter(approved_on__isnull=False))


def themes_of(round_: Round) -> tuple[Theme, ...]:
    """Those of the rulebook, in its order."""
    return rules_of(round_.campaign).themes
