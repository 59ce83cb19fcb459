"""The state table of a report of retaliation. It ends with reasons only, and its writer can always
say that it goes on.
"""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    REPORTED = "reported"  # 已报告
    TAKEN_UP = "taken_up"  # 已受理
    PROTECTED = "protected"  # 已采取措施
    PASSED_ON = "passed_on"  # 已移送纪检监察机关
    CLOSED = "closed"  # 已办结, with reasons


class Party(StrEnum):
    PROTECTOR = "protector"  # the office, outside the organ concerned; else the leading group
    WRITER = "writer"


class Source(StrEnum):
    WRITER = "writer"  # on the status page
    CALL_BACK = "call_back"  # told to the body that called


class Word(StrEnum):
    """What the writer says when asked again. Silence is no word."""

    STOPPED = "stopped"
    GOES_ON = "goes_on"


_S, _P = State, Party
OPEN = frozenset({_S.REPORTED, _S.TAKEN_UP, _S.PROTECTED, _S.PASSED_ON})


def _move(
    name: str, sources: set[State], target: State, by: Party, *needs: str
) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset(sources), target=target, by=frozenset({by}), needs=needs
    )


RETALIATION = StateTable(
    name="retaliation",
    initial=_S.REPORTED,
    moves=(
        _move("take_up", {_S.REPORTED}, _S.TAKEN_UP, _P.PROTECTOR),
        _move("measure", {_S.TAKEN_UP, _S.PROTECTED}, _S.PROTECTED, _P.PROTECTOR, "text"),
        _move("measure", {_S.PASSED_ON}, _S.PASSED_ON, _P.PROTECTOR, "text"),
        _move("pass_on", {_S.TAKEN_UP, _S.PROTECTED}, _S.PASSED_ON, _P.PROTECTOR, "text"),
        _move("close", set(OPEN) - {_S.REPORTED}, _S.CLOSED, _P.PROTECTOR, "text"),
        _move("again", set(_S), _S.REPORTED, _P.WRITER),
    ),
    holder={
        _S.REPORTED: _P.PROTECTOR,
        _S.TAKEN_UP: _P.PROTECTOR,
        _S.PROTECTED: _P.PROTECTOR,
        _S.PASSED_ON: _P.PROTECTOR,
        _S.CLOSED: None,
    },
)
