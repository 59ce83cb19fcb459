"""What will become of each complaint, decided beforehand: a plan is data, the year only follows it.

Days are counted from the step before; None means that the step never comes. Organs are slugs.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Work:
    """How an organ works off one duty. `pace` is the share of its term after which it reports;
    `objects`, `offers` and `extension` say how that ends: "open" where nobody has decided yet.
    """

    accept_after: float | None = 0.5
    named: bool = False
    objects: str = ""  # upheld | moved | open
    offers: str = ""  # taken | declined | open
    extension: str = ""  # granted | declined | open
    progress: int = 0  # how many steps are told on the way
    pace: float | None = 0.6
    sent_back: int = 0
    again: bool = True  # reports again after it was sent back for good, or opened again
    check_after: float | None = 1.5
    recheck: str = "holds"  # holds | fails | never


@dataclass(frozen=True, slots=True)
class Sorting:
    """What the office does with it. `first_kind` is the kind that the writer chose wrongly."""

    after: float | None = 1.0
    ground: str = ""  # refused on it
    explanation: str = ""
    same_as: int | None = None  # merged with the plan of this index
    first_kind: str = ""
    names_organ: bool = False  # the writer did not say which organ it is about
    dispatch_after: float | None = 0.3
    recalled: bool = False  # sent to the wrong organ first
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """What the writer does later on."""

    level: str = ""  # empty: silent
    rate_after: float = 3.0
    reopen_after: float | None = None
    withdraw_after: float | None = None
    adds_after: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words for the organ concerned. `fate`: passed_on | taken_back | kept; `later`: the writer
    agrees only once the office has named the organ or seen that it is about conduct.
    """

    text: str
    fate: str
    work: Work = field(default_factory=Work)
    later: bool = False


@dataclass(frozen=True, slots=True)
class CasePlan:
    arrives: datetime
    channel: str
    kind: str
    heading: str
    text: str
    thing: str
    mended: str
    told: str
    about: str
    owner: str
    other: str
    verifier: str
    place: str = ""
    themes: tuple[str, ...] = ()
    days_ago: int | None = None
    name: str = ""
    contact: str = ""
    may_contact: bool = False
    pictures: tuple[int, ...] = ()
    sorting: Sorting = field(default_factory=Sorting)
    work: Work = field(default_factory=Work)
    writing: Writing = field(default_factory=Writing)
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """`cases` without the scripted ones, which show every state whatever the day."""

    name: str
    cases: int
    all_organs: bool


SIZES = {
    "small": Size("small", 4, all_organs=False),
    "full": Size("full", 500, all_organs=True),
}


@dataclass(frozen=True, slots=True)
class YearPlan:
    seed: int
    size: Size
    begins: datetime
    ends: datetime  # the moment of the building: nothing is planned after it
    bad: tuple[str, str]
    good: tuple[str, str]
    cases: tuple[CasePlan, ...]
    drawn: int  # so many of `cases` are left to chance; those after them are scripted
