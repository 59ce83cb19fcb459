"""The state table of a batch: written by one person, approved by another, then a duty."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    DRAFT = "draft"  # 起草
    SUBMITTED = "submitted"  # 送审
    RETURNED = "returned"  # 退改
    APPROVED = "approved"  # 批准
    RELEASED = "released"  # 已发出
    FOLLOWED = "followed"  # 整改中
    SETTLED = "settled"  # 已销号
    DROPPED = "dropped"  # 不再发出


class Party(StrEnum):
    WRITER = "writer"  # whoever of the office drafts
    APPROVER = "approver"  # somebody of the office who wrote none of it
    DUTIES = "duties"  # what became of the duties that it brought about


WRITABLE = frozenset({State.DRAFT, State.RETURNED})
OUT = frozenset({State.RELEASED, State.FOLLOWED, State.SETTLED})  # the organ can read it
BEFORE = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED})

_S, _P = State, Party


def _move(
    name: str, sources: set[State], target: State, by: set[Party], *needs: str
) -> Move[State, Party]:
    return Move(name=name, sources=frozenset(sources), target=target, by=frozenset(by), needs=needs)


BATCH = StateTable(
    name="feedback",
    initial=_S.DRAFT,
    moves=(
        _move("submit", {_S.DRAFT, _S.RETURNED}, _S.SUBMITTED, {_P.WRITER}),
        _move(
            "return", {_S.SUBMITTED, _S.APPROVED}, _S.RETURNED, {_P.WRITER, _P.APPROVER}, "reason"
        ),
        _move("approve", {_S.SUBMITTED}, _S.APPROVED, {_P.APPROVER}),
        _move("release", {_S.APPROVED}, _S.RELEASED, {_P.WRITER, _P.APPROVER}),
        _move("drop", {_S.DRAFT, _S.RETURNED}, _S.DROPPED, {_P.WRITER}, "reason"),
        _move("follow", {_S.RELEASED}, _S.FOLLOWED, {_P.DUTIES}),
        _move("settle", {_S.RELEASED, _S.FOLLOWED}, _S.SETTLED, {_P.DUTIES}),
        _move("resume", {_S.SETTLED}, _S.FOLLOWED, {_P.DUTIES}),
    ),
    holder={
        _S.DRAFT: _P.WRITER,
        _S.SUBMITTED: _P.APPROVER,
        _S.RETURNED: _P.WRITER,
        _S.APPROVED: _P.WRITER,
        _S.RELEASED: _P.DUTIES,
        _S.FOLLOWED: _P.DUTIES,
        _S.SETTLED: None,
        _S.DROPPED: None,
    },
)
