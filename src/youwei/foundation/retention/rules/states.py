"""A disposal list: prepared by one, confirmed by another."""

from enum import StrEnum
from typing import Final

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    PREPARED = "prepared"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Party(StrEnum):
    PREPARER = "preparer"
    SECOND = "second"
    SYSTEM = "system"


S, P = State, Party
DISPOSAL: Final = StateTable[State, Party](
    name="disposal",
    initial=S.PREPARED,
    moves=(
        Move("confirm", frozenset({S.PREPARED}), S.DONE, frozenset({P.SECOND})),
        Move("withdraw", frozenset({S.PREPARED}), S.WITHDRAWN, frozenset({P.PREPARER, P.SECOND})),
        Move("expire", frozenset({S.PREPARED}), S.EXPIRED, frozenset({P.SYSTEM})),
    ),
    holder={S.PREPARED: P.SECOND, S.DONE: None, S.WITHDRAWN: None, S.EXPIRED: None},
)
