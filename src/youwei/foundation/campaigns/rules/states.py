"""A campaign is prepared, runs, and is closed; a closed one is never opened again."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Party(StrEnum):
    OFFICE = "office"
    LEADING_GROUP = "leading_group"
    SYSTEM_ADMIN = "system_admin"


_KEEPERS = frozenset({Party.OFFICE, Party.SYSTEM_ADMIN})
_DECIDERS = frozenset({Party.OFFICE, Party.LEADING_GROUP})

CAMPAIGN = StateTable(
    name="campaign",
    initial=State.DRAFT,
    moves=(
        Move("adopt", frozenset({State.DRAFT}), State.DRAFT, _KEEPERS, ("rulebook",)),
        # A rule may change while the campaign runs; results name the version that made them.
        Move("adopt", frozenset({State.OPEN}), State.OPEN, _DECIDERS, ("rulebook",)),
        Move("start", frozenset({State.DRAFT}), State.OPEN, _DECIDERS),
        Move("close", frozenset({State.OPEN}), State.CLOSED, _DECIDERS),
    ),
    holder={State.DRAFT: Party.OFFICE, State.OPEN: Party.OFFICE, State.CLOSED: None},
)
