"""The state table of a disclosure, and the facts that are recorded beside it.

Handling the case itself stays outside: what was done is a date and one of four words.
"""

from enum import StrEnum

from youwei.kernel.states import Move, StateTable


class State(StrEnum):
    RECEIVED = "received"  # 收到
    ACCEPTED = "accepted"  # 受理
    DECLINED = "declined"  # 不属于受理范围
    CONCLUDED = "concluded"  # 办结
    TOLD = "told"  # 已反馈


class Party(StrEnum):
    RECIPIENT = "recipient"  # of the discipline body, without a tie to the organ concerned
    REPORTER = "reporter"


class Way(StrEnum):
    """处置方式 as the Rules of 2020 name them."""

    TALK = "talk"  # 谈话函询
    VERIFY = "verify"  # 初步核实
    HOLD = "hold"  # 暂存待查
    CLOSE = "close"  # 予以了结


class Cleared(StrEnum):
    """How a person about whom nothing was found learned, with others, that it is so (澄清)."""

    LETTER = "letter"  # 书面
    TALK = "talk"  # 当面
    MEETING = "meeting"  # 会议
    NOTICE = "notice"  # 通报


class Said(StrEnum):
    """What an entry of the thread is. The word tells the desk what waits; the text is sealed."""

    REPORT = "report"
    ADDITION = "addition"
    RETALIATION = "retaliation"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    ANSWER = "answer"
    QUESTION = "question"
    RESULT = "result"


BY_REPORTER = frozenset({Said.REPORT, Said.ADDITION, Said.RETALIATION})


class Need(StrEnum):
    """Why an original is opened: its hidden data is wanted as evidence."""

    WHEN = "when"
    REAL = "real"
    LAW = "law"


class Reason(StrEnum):
    """Why an identity is opened. A word of a list: a free text could tell what it is about."""

    ASK = "ask"  # to ask the reporter what only they know
    TELL = "tell"  # to tell the reporter, who does not return to the page
    PROTECT = "protect"  # to protect the reporter from retaliation
    LAW = "law"  # a decision of a competent organ orders it


_S, _P = State, Party


def _move(
    name: str, sources: set[State], target: State, by: Party, *needs: str
) -> Move[State, Party]:
    return Move(
        name=name, sources=frozenset(sources), target=target, by=frozenset({by}), needs=needs
    )


OPEN = frozenset({_S.RECEIVED, _S.ACCEPTED, _S.CONCLUDED})

DISCLOSURE = StateTable(
    name="disclosure",
    initial=_S.RECEIVED,
    moves=(
        _move("accept", {_S.RECEIVED}, _S.ACCEPTED, _P.RECIPIENT, "text"),
        _move("decline", {_S.RECEIVED}, _S.DECLINED, _P.RECIPIENT, "text"),
        _move("dispose", {_S.ACCEPTED}, _S.ACCEPTED, _P.RECIPIENT, "way", "on"),
        _move("conclude", {_S.ACCEPTED}, _S.CONCLUDED, _P.RECIPIENT, "on"),
        _move("tell", {_S.CONCLUDED}, _S.TOLD, _P.RECIPIENT, "text"),
        _move("clear", {_S.CONCLUDED}, _S.CONCLUDED, _P.RECIPIENT, "how", "on"),
        _move("clear", {_S.TOLD}, _S.TOLD, _P.RECIPIENT, "how", "on"),
    ),
    holder={
        _S.RECEIVED: _P.RECIPIENT,
        _S.ACCEPTED: _P.RECIPIENT,
        _S.DECLINED: None,
        _S.CONCLUDED: _P.RECIPIENT,
        _S.TOLD: None,
    },
)
