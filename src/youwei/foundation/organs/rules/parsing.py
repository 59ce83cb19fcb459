"""From the cells of the exchange workbook to typed rows, or to what is wrong with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from youwei.foundation.organs.rules.entries import NAME_LENGTH, SHORT_NAME_LENGTH
from youwei.foundation.organs.rules.sheets import (
    HEADINGS,
    HOWS,
    LEVELS,
    MARKS,
    ORGANS,
    PLACES,
    POSTS,
    REQUIRED,
    SUCCESSIONS,
    UNITS,
    Fault,
    OrganRow,
    PlaceRow,
    PostRow,
    SuccessionRow,
    Tables,
    UnitRow,
)
from youwei.kernel.refusal import gettext_noop
from youwei.kernel.workbook import Cell, Row

KEY_LENGTH = 200

T = TypeVar("T")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 00:00(?::00)?)?")
_CODE = re.compile(r"[0-9]{6}")


class _Bad(Exception):
    def __init__(self, column: str, reason: str, **params: object) -> None:
        self.column, self.reason, self.params = column, reason, params


@dataclass(frozen=True, slots=True)
class _Reader(Generic[T]):
    """Reads one row of a sheet by heading."""

    row: Row
    at: Mapping[str, int]
    required: frozenset[str]

    def text(self, column: str, most: int = NAME_LENGTH) -> str:
        text = self.row.text(self.at[column]) if column in self.at else ""
        if not text and column in self.required:
            raise _Bad(column, gettext_noop("is empty"))
        if len(text) > most:
            raise _Bad(column, gettext_noop("is longer than %(most)s characters"), most=most)
        return text

    def code(self, column: str) -> str:
        text = self.text(column)
        if text and not _CODE.fullmatch(text):
            raise _Bad(column, gettext_noop("is no code of six digits"))
        return text

    def choice(self, column: str, words: Mapping[str, str]) -> str:
        text = self.text(column)
        for code, word in words.items():
            if text in (word, code):
                return code
        known = "、".join(words.values())
        raise _Bad(column, gettext_noop("is none of: %(known)s"), known=known)

    def day(self, column: str) -> date | None:
        if not self.text(column):
            return None
        found = _day(self.row.cells[self.at[column]])
        if found is None:
            raise _Bad(column, gettext_noop("is no date such as 2016-03-01"))
        return found

    def days(self) -> tuple[date, date | None]:
        first, last = self.first("生效日期"), self.day("失效日期")
        if last is not None and last <= first:
            raise _Bad("失效日期", gettext_noop("does not lie after the beginning"))
        return first, last

    def first(self, column: str) -> date:
        day = self.day(column)
        if day is None:  # only where the column is not required, which is a fault of this module
            raise _Bad(column, gettext_noop("is empty"))
        return day


def tables(sheets: Mapping[str, Sequence[Row]]) -> tuple[Tables, list[Fault]]:
    """The workbook's rows and what is wrong with single rows. Unknown sheets and columns are
    passed over; a sheet that is missing counts as empty.
    """
    faults: list[Fault] = []
    if not any(title in sheets for title in HEADINGS):
        known = "、".join(HEADINGS)
        reason = gettext_noop("The workbook has none of the sheets: %(known)s")
        faults.append(Fault("", 0, "", reason, {"known": known}))
    read = Tables(
        places=_rows(sheets, PLACES, _place, faults),
        organs=_rows(sheets, ORGANS, _organ, faults),
        successions=_rows(sheets, SUCCESSIONS, _succession, faults),
        units=_rows(sheets, UNITS, _unit, faults),
        posts=_rows(sheets, POSTS, _post, faults),
    )
    return read, faults


def _rows(
    sheets: Mapping[str, Sequence[Row]],
    title: str,
    make: Callable[[_Reader[T]], T],
    faults: list[Fault],
) -> tuple[T, ...]:
    rows = sheets.get(title, ())
    if not rows:
        return ()
    head = {rows[0].text(i): i for i in range(len(rows[0].cells) - 1, -1, -1)}
    missing = [name for name in HEADINGS[title] if name in REQUIRED[title] and name not in head]
    if missing:
        reason = gettext_noop("The column is missing; the first row holds the headings.")
        faults.extend(Fault(title, rows[0].number, name, reason) for name in missing)
        return ()
    made = []
    for row in rows[1:]:
        try:
            made.append(make(_Reader(row, head, REQUIRED[title])))
        except _Bad as bad:
            faults.append(Fault(title, row.number, bad.column, bad.reason, bad.params))
    return tuple(made)


def _place(read: _Reader[PlaceRow]) -> PlaceRow:
    code, name = read.code("代码"), read.text("名称")
    level, parent = read.choice("级别", LEVELS), read.code("上级代码")
    return PlaceRow(read.row.number, code, name, level, parent, *read.days())


def _organ(read: _Reader[OrganRow]) -> OrganRow:
    name = read.text("名称")
    return OrganRow(
        read.row.number,
        read.text("标识", KEY_LENGTH) or name,
        read.code("地区代码"),
        name,
        read.text("简称", SHORT_NAME_LENGTH),
        read.text("比较组", SHORT_NAME_LENGTH),
        read.text("上级机关", KEY_LENGTH),
        *read.days(),
    )


def _succession(read: _Reader[SuccessionRow]) -> SuccessionRow:
    before, after = read.text("原机关", KEY_LENGTH), read.text("新机关", KEY_LENGTH)
    if before == after:
        raise _Bad("新机关", gettext_noop("is the same organ"))
    on, how = read.first("日期"), read.choice("方式", HOWS)
    return SuccessionRow(read.row.number, before, after, on, how)


def _unit(read: _Reader[UnitRow]) -> UnitRow:
    organ, name = read.text("机关", KEY_LENGTH), read.text("名称")
    key, parent = read.text("标识", KEY_LENGTH) or name, read.text("上级内设机构", KEY_LENGTH)
    return UnitRow(read.row.number, organ, key, name, parent, *read.days())


def _post(read: _Reader[PostRow]) -> PostRow:
    organ, unit = read.text("机关", KEY_LENGTH), read.text("内设机构", KEY_LENGTH)
    title, mark = read.text("职务"), read.choice("标记", MARKS)
    return PostRow(read.row.number, organ, unit, title, mark, *read.days())


def _day(value: Cell) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DATE.fullmatch(str(value).strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
