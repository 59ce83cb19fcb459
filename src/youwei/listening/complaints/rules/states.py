"""The state table of a case, from the first word to the answer that its writer can rate."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    RECEIVED = "received"  # 已登记
    ACCEPTED = "accepted"  # 已受理
    HANDLING = "handling"  # 办理中
    ANSWERED = "answered"  # 已答复: checked by another organ; the writer may rate or reopen
    CLOSED = "closed"  # 已办结
    REFUSED = "refused"  # 不予受理, with the right channel
    MERGED = "merged"  # 并案: follows another case, keeps its own writer
    WITHDRAWN = "withdrawn"  # 已撤回 by its writer
    FORWARDED = "forwarded"  # 已转送: another body confirmed that it has taken it over


class Party(StrEnum):
    TRIAGE = "triage"  # the office; the leading group where the office is concerned
    WRITER = "writer"  # whoever showed the query code
    DUTIES = "duties"  # what became of the duties that the case brought about
    CALENDAR = "calendar"  # the job that ends the rating window


OPEN = frozenset({State.RECEIVED, State.ACCEPTED, State.HANDLING, State.ANSWERED})
SETTLED = frozenset({State.ACCEPTED, State.HANDLING, State.ANSWERED})  # and not at its end
ENDED = frozenset({State.CLOSED, State.REFUSED, State.MERGED, State.WITHDRAWN, State.FORWARDED})

_S, _P = State, Party


def _move(
    name: str, sources: set[State], target: State, by: Party, *needs: str
) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset(sources), target=target, by=frozenset({by}), needs=needs
    )


CASE = StateTable(
    name="case",
    initial=_S.RECEIVED,
    moves=(
        _move("accept", {_S.RECEIVED}, _S.ACCEPTED, _P.TRIAGE),
        _move("refuse", {_S.RECEIVED, _S.ACCEPTED}, _S.REFUSED, _P.TRIAGE, "ground"),
        _move("forward", {_S.RECEIVED, _S.ACCEPTED}, _S.FORWARDED, _P.TRIAGE, "confirmation"),
        _move("merge", {_S.RECEIVED, _S.ACCEPTED}, _S.MERGED, _P.TRIAGE, "lead"),
        _move("split", {_S.MERGED}, _S.ACCEPTED, _P.TRIAGE, "reason"),
        _move("dispatch", {_S.ACCEPTED}, _S.HANDLING, _P.TRIAGE, "organ"),
        _move("recall", {_S.HANDLING}, _S.ACCEPTED, _P.TRIAGE, "reason"),
        _move("answer", {_S.HANDLING}, _S.ANSWERED, _P.DUTIES),
        _move("resume", {_S.ANSWERED, _S.CLOSED}, _S.HANDLING, _P.DUTIES),
        _move("reopen", {_S.ANSWERED}, _S.HANDLING, _P.WRITER, "reason"),
        _move("close", {_S.ANSWERED}, _S.CLOSED, _P.CALENDAR),
        _move("withdraw", {_S.RECEIVED, _S.ACCEPTED, _S.HANDLING}, _S.WITHDRAWN, _P.WRITER),
    ),
    holder={
        _S.RECEIVED: _P.TRIAGE,
        _S.ACCEPTED: _P.TRIAGE,
        _S.HANDLING: _P.DUTIES,
        _S.ANSWERED: _P.WRITER,
        _S.CLOSED: None,
        _S.REFUSED: None,
        _S.MERGED: None,  # follows the case that it joined
        _S.WITHDRAWN: None,
        _S.FORWARDED: None,
    },
)
