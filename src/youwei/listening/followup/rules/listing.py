"""The state table of an organ that does not answer, from the warning to the end."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    WARNED = "warned"  # 已提醒
    OBJECTED = "objected"  # 已提出异议
    PROPOSED = "proposed"  # 拟公布
    LISTED = "listed"  # 已公布
    ENDED = "ended"  # 已撤下: it answered, or the time was over
    DROPPED = "dropped"  # 不予公布
    CORRECTED = "corrected"  # 已更正: the listing was wrong


class Party(StrEnum):
    ORGAN = "organ"  # who leads the organ
    OVERSEER = "overseer"  # the office or the leading group
    SECOND = "second"  # another person of these than the one who proposed
    CALENDAR = "calendar"  # the job that follows what is late


_S, _P = State, Party
RUNNING = frozenset({_S.WARNED, _S.OBJECTED, _S.PROPOSED, _S.LISTED})


def _move(
    name: str, sources: set[State], target: State, by: Party, *needs: str
) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset(sources), target=target, by=frozenset({by}), needs=needs
    )


LISTING = StateTable(
    name="listing",
    initial=_S.WARNED,
    moves=(
        _move("object", {_S.WARNED}, _S.OBJECTED, _P.ORGAN, "text"),
        _move("uphold", {_S.OBJECTED}, _S.WARNED, _P.OVERSEER, "text"),
        _move("drop", {_S.WARNED, _S.OBJECTED, _S.PROPOSED}, _S.DROPPED, _P.OVERSEER, "text"),
        _move("propose", {_S.WARNED}, _S.PROPOSED, _P.OVERSEER),
        _move("approve", {_S.PROPOSED}, _S.LISTED, _P.SECOND),
        _move("return", {_S.PROPOSED}, _S.WARNED, _P.SECOND, "text"),
        _move("settle", set(RUNNING), _S.ENDED, _P.CALENDAR),
        _move("correct", {_S.LISTED}, _S.CORRECTED, _P.OVERSEER, "text"),
    ),
    holder={
        _S.WARNED: _P.ORGAN,
        _S.OBJECTED: _P.OVERSEER,
        _S.PROPOSED: _P.SECOND,
        _S.LISTED: _P.CALENDAR,
        _S.ENDED: None,
        _S.DROPPED: None,
        _S.CORRECTED: None,
    },
)
