"""How the pages name what the table of states holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.campaigns.models import STATE_WORDS
from youwei.foundation.campaigns.rules.states import CAMPAIGN, Party, State

PARTY_WORDS: Mapping[Party, Promise] = {
    Party.OFFICE: _("Rectification office"),
    Party.LEADING_GROUP: _("Leading group"),
    Party.SYSTEM_ADMIN: _("System administrator"),
}
MOVE_WORDS: Mapping[str, Promise] = {
    "adopt": _("Adopt a rulebook"),
    "start": pgettext_lazy("campaign", "Start"),
    "close": pgettext_lazy("campaign", "Close"),
}
MEANING: Mapping[State, Promise] = {
    State.DRAFT: _("Nothing can be handed in yet."),
    State.OPEN: _("Matters are taken in from the first day to the last."),
    State.CLOSED: _("Nothing new is taken in; what is owed stays owed. It is never opened again."),
}
TONES: Mapping[State, str] = {State.DRAFT: "", State.OPEN: "active", State.CLOSED: ""}


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the state diagram in words."""

    move: Promise
    target: Promise | None
    by: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A state, what it means, and the ways on from it."""

    state: State
    word: Promise
    meaning: Promise
    ways: tuple[Way, ...]


def stages() -> tuple[Stage, ...]:
    """The whole table, in the order of the states."""
    return tuple(
        Stage(state, STATE_WORDS[state], MEANING[state], tuple(_ways(state))) for state in State
    )


def _ways(state: State) -> Iterator[Way]:
    for move in CAMPAIGN.moves:
        if state in move.sources:
            target = None if move.target is state else STATE_WORDS[move.target]
            by = tuple(PARTY_WORDS[party] for party in Party if party in move.by)
            yield Way(MOVE_WORDS[move.name], target, by)
