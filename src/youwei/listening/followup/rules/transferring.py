"""The state table of a transfer to a body outside. Until that body confirms, the office answers."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    PREPARED = "prepared"  # 拟转送
    SENT = "sent"  # 已转送，待确认
    CONFIRMED = "confirmed"  # 对方已确认接收
    RETURNED = "returned"  # 对方退回
    GIVEN_UP = "given_up"  # 不再转送


class Party(StrEnum):
    TRIAGE = "triage"  # who sorts the case
    WRITER = "writer"
    CASE = "case"  # the case went another way


_S, _P = State, Party
PENDING = frozenset({_S.PREPARED, _S.SENT})

TRANSFER = StateTable(
    name="transfer",
    initial=_S.PREPARED,
    moves=(
        Move("send", frozenset({_S.PREPARED}), _S.SENT, frozenset({_P.TRIAGE})),
        Move("confirm", frozenset({_S.SENT}), _S.CONFIRMED, frozenset({_P.TRIAGE}), ("mark",)),
        Move("return", frozenset({_S.SENT}), _S.RETURNED, frozenset({_P.TRIAGE}), ("reason",)),
        Move("refuse", frozenset({_S.PREPARED}), _S.GIVEN_UP, frozenset({_P.WRITER})),
        Move("give_up", frozenset(PENDING), _S.GIVEN_UP, frozenset({_P.TRIAGE, _P.CASE})),
    ),
    holder={
        _S.PREPARED: _P.TRIAGE,
        _S.SENT: _P.TRIAGE,
        _S.CONFIRMED: None,
        _S.RETURNED: None,
        _S.GIVEN_UP: None,
    },
)
