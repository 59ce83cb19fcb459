"""A request to take rows out of the desk, from its reason to its file."""

from enum import StrEnum
from typing import Final

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Party(StrEnum):
    REQUESTER = "requester"
    SECOND = "second"  # another person who may read every row of it
    SYSTEM = "system"


S, P = State, Party
EXPORT: Final = StateTable[State, Party](
    name="export",
    initial=S.REQUESTED,
    moves=(
        Move("approve", frozenset({S.REQUESTED}), S.APPROVED, frozenset({P.SECOND, P.SYSTEM})),
        Move("refuse", frozenset({S.REQUESTED}), S.REFUSED, frozenset({P.SECOND})),
        Move("withdraw", frozenset({S.REQUESTED}), S.WITHDRAWN, frozenset({P.REQUESTER})),
        Move("expire", frozenset({S.REQUESTED, S.APPROVED}), S.EXPIRED, frozenset({P.SYSTEM})),
        Move("fetch", frozenset({S.APPROVED}), S.APPROVED, frozenset({P.REQUESTER})),
    ),
    holder={
        S.REQUESTED: P.SECOND,
        S.APPROVED: P.REQUESTER,
        S.REFUSED: None,
        S.WITHDRAWN: None,
        S.EXPIRED: None,
    },
)
