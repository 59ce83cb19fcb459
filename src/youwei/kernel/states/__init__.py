"""Transitions as data: tables of states and moves, read by one interpreter."""

from youwei.kernel.states.refusals import MoveIncomplete, MoveNotPossible, MoveNotYours
from youwei.kernel.states.table import Move, StateTable, StateTableError

__all__ = [
    "Move",
    "MoveIncomplete",
    "MoveNotPossible",
    "MoveNotYours",
    "StateTable",
    "StateTableError",
]
