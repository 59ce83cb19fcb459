"""The one state table of every duty (交办 → 签收 | 异议 → 办理 → 报结 → 核查销号 | 退回)."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    ASSIGNED = "assigned"  # 交办
    OBJECTED = "objected"  # 异议
    HANDLING = "handling"  # 办理
    REPORTED = "reported"  # 报结
    VERIFIED = "verified"  # 核查销号
    RECALLED = "recalled"  # 撤回


class Party(StrEnum):
    """Who somebody is to one duty; one person can be several."""

    OWNER = "owner"  # of the organ that owes
    OFFERED = "offered"  # of the organ to which a transfer is offered
    VERIFIER = "verifier"  # of the organ that checks, never the one that owes
    OFFICE = "office"  # of the body that assigned


ENDED = frozenset({State.VERIFIED, State.RECALLED})
OPEN = frozenset(State) - ENDED

_S, _P = State, Party


def _move(
    name: str, sources: set[State], target: State, by: set[Party], *needs: str
) -> Move[State, Party]:
    return Move(name=name, sources=frozenset(sources), target=target, by=frozenset(by), needs=needs)


DUTY = StateTable(
    name="duty",
    initial=_S.ASSIGNED,
    moves=(
        _move("accept", {_S.ASSIGNED}, _S.HANDLING, {_P.OWNER}),
        _move("object", {_S.ASSIGNED}, _S.OBJECTED, {_P.OWNER}, "reason"),
        _move("uphold", {_S.OBJECTED}, _S.ASSIGNED, {_P.OFFICE}, "reason"),
        _move("reassign", {_S.ASSIGNED, _S.OBJECTED}, _S.ASSIGNED, {_P.OFFICE}, "organ"),
        _move("offer", {_S.HANDLING}, _S.HANDLING, {_P.OWNER}, "organ", "reason"),
        _move("take_over", {_S.HANDLING}, _S.HANDLING, {_P.OFFERED}),
        _move("decline", {_S.HANDLING}, _S.HANDLING, {_P.OFFERED}, "reason"),
        _move("report", {_S.HANDLING}, _S.REPORTED, {_P.OWNER}, "result"),
        _move("verify", {_S.REPORTED}, _S.VERIFIED, {_P.VERIFIER}, "finding"),
        _move("send_back", {_S.REPORTED}, _S.HANDLING, {_P.VERIFIER}, "reason"),
        _move("reopen", {_S.VERIFIED}, _S.HANDLING, {_P.VERIFIER, _P.OFFICE}, "reason"),
        _move("recall", set(OPEN), _S.RECALLED, {_P.OFFICE}, "reason"),
    ),
    holder={
        _S.ASSIGNED: _P.OWNER,
        _S.OBJECTED: _P.OFFICE,
        _S.HANDLING: _P.OWNER,
        _S.REPORTED: _P.VERIFIER,
        _S.VERIFIED: None,
        _S.RECALLED: None,
    },
)
