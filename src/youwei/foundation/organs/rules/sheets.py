"""The exchange workbook: which sheets and columns it has, and what a row must hold.

Its headings are Chinese whatever the language of the page, because it is a form that offices send
each other. Rows refer to organs and units by key: the column 标识 if it is filled, else the name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

PLACES, ORGANS, SUCCESSIONS, UNITS, POSTS = "地区", "机关", "沿革", "内设机构", "职务"

HEADINGS: Mapping[str, tuple[str, ...]] = {
    PLACES: ("代码", "名称", "级别", "上级代码", "生效日期", "失效日期"),
    ORGANS: (
        "标识", "地区代码", "名称", "简称", "比较组", "上级机关", "生效日期", "失效日期",
    ),
    SUCCESSIONS: ("原机关", "新机关", "日期", "方式"),
    UNITS: ("机关", "标识", "名称", "上级内设机构", "生效日期", "失效日期"),
    POSTS: ("机关", "内设机构", "职务", "标记", "生效日期", "失效日期"),
}  # fmt: skip
REQUIRED: Mapping[str, frozenset[str]] = {
    PLACES: frozenset({"代码", "名称", "级别", "生效日期"}),
    ORGANS: frozenset({"地区代码", "名称", "生效日期"}),
    SUCCESSIONS: frozenset(HEADINGS[SUCCESSIONS]),
    UNITS: frozenset({"机关", "名称", "生效日期"}),
    POSTS: frozenset({"机关", "职务", "标记", "生效日期"}),
}
LEVELS = {"province": "省", "city": "市", "county": "县"}
MARKS = {
    "principal": "一把手",
    "leadership": "班子成员",
    "unit_head": "内设机构负责人",
    "key": "关键岗位",
    "staff": "一般岗位",
}
HOWS = {"renamed": "更名", "merged": "合并", "split": "拆分"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken. `reason` is an English source string with `params`; pages translate
    it. `row` is the row's number in the sheet, 0 where the sheet itself is at fault.
    """

    sheet: str
    row: int
    column: str
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.reason % self.params if self.params else self.reason


@dataclass(frozen=True, slots=True)
class PlaceRow:
    row: int
    code: str
    name: str
    level: str
    parent: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class OrganRow:
    row: int
    key: str
    place: str
    name: str
    short_name: str
    group: str
    superior: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    row: int
    predecessor: str
    successor: str
    on: date
    how: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    row: int
    organ: str
    key: str
    name: str
    parent: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    row: int
    organ: str
    unit: str
    title: str
    mark: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a workbook, typed; references between them are not resolved yet."""

    places: tuple[PlaceRow, ...]
    organs: tuple[OrganRow, ...]
    successions: tuple[SuccessionRow, ...]
    units: tuple[UnitRow, ...]
    posts: tuple[PostRow, ...]
