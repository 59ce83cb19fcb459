from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"  # 居民身份证号
    CARD = "card"  # 银行卡号
    ORGANISATION = "organisation"  # 统一社会信用代码
    PLATE = "plate"  # 车牌号
    CASE = "case"  # a number under which a matter is filed
    ACCOUNT = "account"  # 微信、QQ and the like
    MAIL = "mail"
    LINK = "link"
    NUMBER = "number"  # long enough to be somebody's
    ADDRESS = "address"
    MOMENT = "moment"  # an exact day or time


class Why(StrEnum):
    """What gave it away."""

    CHECK_DIGIT = "check_digit"
    SHAPE = "shape"
    CUE = "cue"  # a word before it says what it is
    TITLE = "title"  # a surname before an office or a form of address
    MASKED = "masked"  # 王某, 李××
    READS_AS_NAME = "reads_as_name"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    start: int
    end: int
    text: str
    why: Why


class Hit(NamedTuple):
    """As a finding, at places of the text as it is read."""

    kind: Kind
    start: int
    end: int
    why: Why
