"""The state table of one call-back, and what is asked."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    DRAWN = "drawn"  # 待回访
    REACHED = "reached"  # 已回访
    DECLINED = "declined"  # 不愿接受回访
    NOT_REACHED = "not_reached"  # 未联系上: nobody's satisfaction


class Party(StrEnum):
    CALLER = "caller"  # of the body that neither handled nor checked


class Solved(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_CLEAR = "not_clear"


class Pressed(StrEnum):
    NO = "no"
    YES = "yes"  # to rate well, or to withdraw: a matter of retaliation
    NOT_SAID = "not_said"


_D, _BY = frozenset({State.DRAWN}), frozenset({Party.CALLER})
CALL_BACK: StateTable[State, Party] = StateTable(
    name="call_back",
    initial=State.DRAWN,
    moves=(
        Move(name="try", sources=_D, target=State.DRAWN, by=_BY),
        Move(name="answer", sources=_D, target=State.REACHED, by=_BY, needs=("solved", "pressed")),
        Move(name="decline", sources=_D, target=State.DECLINED, by=_BY),
        Move(name="give_up", sources=_D, target=State.NOT_REACHED, by=_BY, needs=("attempts",)),
    ),
    holder={
        State.DRAWN: Party.CALLER,
        State.REACHED: None,
        State.DECLINED: None,
        State.NOT_REACHED: None,
    },
)
