"""The state table of a round (评议轮次): nothing skips."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    DRAFT = "draft"  # 筹备
    FROZEN = "frozen"  # 已冻结: roster, questions, panels, sample
    OPEN = "open"  # 评议中
    CLOSED = "closed"  # 已截止: the ballots are sealed
    ESTIMATED = "estimated"  # 已测算
    OBJECTION = "objection"  # 异议期: the organs see their own result
    PUBLISHED = "published"  # 已公布


class Party(StrEnum):
    OFFICE = "office"  # the rectification office
    LEADING = "leading"  # the leading group
    SECOND = "second"  # the leading group, another person than the one who proposed
    CALENDAR = "calendar"  # the job, when the last day is over


_S, _P = State, Party


def _move(
    name: str, source: State, target: State, by: set[Party], *needs: str
) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset({source}), target=target, by=frozenset(by), needs=needs
    )


ROUND = StateTable(
    name="round",
    initial=_S.DRAFT,
    moves=(
        _move("prepare", _S.DRAFT, _S.DRAFT, {_P.OFFICE}),
        _move("propose", _S.DRAFT, _S.DRAFT, {_P.OFFICE}),
        _move("return", _S.DRAFT, _S.DRAFT, {_P.SECOND}, "text"),
        _move("freeze", _S.DRAFT, _S.FROZEN, {_P.SECOND}),
        _move("hand_out", _S.FROZEN, _S.FROZEN, {_P.OFFICE}),
        _move("open", _S.FROZEN, _S.OPEN, {_P.LEADING}),
        _move("hand_out", _S.OPEN, _S.OPEN, {_P.OFFICE}),
        _move("take_in", _S.OPEN, _S.OPEN, {_P.OFFICE}),
        _move("close", _S.OPEN, _S.CLOSED, {_P.LEADING, _P.CALENDAR}),
        _move("seal", _S.CLOSED, _S.CLOSED, {_P.CALENDAR}),
        _move("decide", _S.CLOSED, _S.CLOSED, {_P.LEADING}, "text"),
        _move("estimate", _S.CLOSED, _S.ESTIMATED, {_P.OFFICE}),
        _move("show", _S.ESTIMATED, _S.OBJECTION, {_P.OFFICE}),
        _move("publish", _S.OBJECTION, _S.PUBLISHED, {_P.LEADING}),
    ),
    holder={
        _S.DRAFT: _P.OFFICE,
        _S.FROZEN: _P.LEADING,
        _S.OPEN: _P.LEADING,
        _S.CLOSED: _P.OFFICE,
        _S.ESTIMATED: _P.OFFICE,
        _S.OBJECTION: _P.LEADING,
        _S.PUBLISHED: None,
    },
)
