"""The state tables of a matter and of a hot spot."""

from collections.abc import Mapping
from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    PROPOSED = "proposed"  # 待确认: the system saw look-alikes; nobody has decided
    OPEN = "open"  # 跟踪中
    CLOSED = "closed"  # 已办结
    DISMISSED = "dismissed"  # 不作为同一事项


class Heat(StrEnum):
    RAISED = "raised"  # 待研判
    ACKNOWLEDGED = "acknowledged"  # 已研判: somebody said what is done about it
    SETTLED = "settled"  # 已平息


class Party(StrEnum):
    TRIAGE = "triage"  # whoever sorts the cases of the matter
    CALENDAR = "calendar"  # the job that counts


LIVING = frozenset({State.PROPOSED, State.OPEN})
# By which move a matter ends that has no cases any more.
ENDS_BY: Mapping[State, str] = {State.PROPOSED: "dismiss", State.OPEN: "close"}
HOT = frozenset({Heat.RAISED, Heat.ACKNOWLEDGED})

MATTER = StateTable(
    name="matter",
    initial=State.PROPOSED,
    moves=(
        Move(
            name="adopt",
            sources=frozenset({State.PROPOSED}),
            target=State.OPEN,
            by=frozenset({Party.TRIAGE}),
            needs=("title",),
        ),
        Move(
            name="dismiss",
            sources=frozenset({State.PROPOSED}),
            target=State.DISMISSED,
            by=frozenset({Party.TRIAGE}),
        ),
        Move(
            name="close",
            sources=frozenset({State.OPEN}),
            target=State.CLOSED,
            by=frozenset({Party.TRIAGE}),
        ),
        Move(
            name="resume",
            sources=frozenset({State.CLOSED}),
            target=State.OPEN,
            by=frozenset({Party.TRIAGE}),
        ),
    ),
    holder={
        State.PROPOSED: Party.TRIAGE,
        State.OPEN: Party.TRIAGE,
        State.CLOSED: None,
        State.DISMISSED: None,
    },
)

HOT_SPOT = StateTable(
    name="hot_spot",
    initial=Heat.RAISED,
    moves=(
        Move(
            name="acknowledge",
            sources=frozenset({Heat.RAISED}),
            target=Heat.ACKNOWLEDGED,
            by=frozenset({Party.TRIAGE}),
            needs=("decision",),
        ),
        Move(
            name="settle",
            sources=frozenset({Heat.RAISED, Heat.ACKNOWLEDGED}),
            target=Heat.SETTLED,
            by=frozenset({Party.CALENDAR}),
        ),
    ),
    holder={Heat.RAISED: Party.TRIAGE, Heat.ACKNOWLEDGED: Party.CALENDAR, Heat.SETTLED: None},
)
