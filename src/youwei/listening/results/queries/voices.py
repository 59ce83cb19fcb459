"""Opinions of a round, what was written from them, and what must not be taken over."""

from collections.abc import Collection, Sequence

from django.db.models import Manager, QuerySet

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.themes import Theme
from youwei.kernel.actor import Actor
from youwei.listening.appraisal.models import Opinion, Round
from youwei.listening.results.models import Voice
from youwei.text.identifying import find
from youwei.text.verbatim import taken_over

TAKEN_OVER = 12  # characters in a row, where the rulebook says nothing


def opinions_of(actor: Actor, round_: Round) -> Sequence[Opinion]:
    """By organ, in an order of chance: their keys are random. What was said of an organ is
    kept from whoever is tied to it (C-10).
    """
    return list(_readable(actor, round_.opinions).order_by("organ__name", "pk"))


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
