"""The state table of an organ's objection to its own result."""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    FILED = "filed"  # 已提出
    REJECTED = "rejected"  # 不予采纳
    UPHELD = "upheld"  # 采纳: the result is made anew before anything is published
    WITHDRAWN = "withdrawn"  # 已撤回


class Party(StrEnum):
    ORGAN = "organ"  # who leads the organ
    DECIDER = "decider"  # the leading group, somebody who neither made nor showed the result


class Remedy(StrEnum):
    """What follows where an objection holds."""

    ANEW = "anew"  # ballots were looked at again; the result of all is made anew
    WITHHELD = "withheld"  # the organ's result is not published, and takes no part in ranks


def _move(name: str, source: State, target: State, by: Party, *needs: str) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset({source}), target=target, by=frozenset({by}), needs=needs
    )


OBJECTION = StateTable(
    name="result_objection",
    initial=State.FILED,
    moves=(
        _move("reject", State.FILED, State.REJECTED, Party.DECIDER, "text"),
        _move("uphold", State.FILED, State.UPHELD, Party.DECIDER, "text", "remedy"),
        _move("withdraw", State.FILED, State.WITHDRAWN, Party.ORGAN),
    ),
    holder={
        State.FILED: Party.DECIDER,
        State.REJECTED: None,
        State.UPHELD: None,
        State.WITHDRAWN: None,
    },
)
