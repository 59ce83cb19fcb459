"""Messages in another system's table: which column is which, and what one row says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from youwei.kernel.clock import ZONE
from youwei.kernel.refusal import gettext_noop

FIELDS: Final = (
    "external",
    "writer",
    "summary",
    "text",
    "received",
    "reply",
    "replied",
    "forwarded",
    "category",
)
NEEDED: Final = ("external", "text", "received")

# Headings met in the files of message boards and hotlines, most telling first.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "external": ("留言编号", "工单编号", "信件编号", "工单号", "编号", "number", "id"),
    "writer": ("留言用户", "姓名", "来信人", "来电人", "诉求人", "用户", "writer", "user"),
    "summary": ("留言主题", "诉求标题", "工单标题", "主题", "标题", "subject", "title"),
    "text": (
        "留言详情",
        "留言内容",
        "信件内容",
        "诉求内容",
        "工单内容",
        "来电内容",
        "内容",
        "详情",
        "text",
        "content",
    ),
    "received": (
        "留言时间",
        "来信时间",
        "来电时间",
        "诉求时间",
        "受理时间",
        "时间",
        "日期",
        "received",
        "date",
    ),
    "reply": ("答复意见", "答复内容", "回复内容", "答复", "reply"),
    "replied": ("答复时间", "回复时间", "replied"),
    "forwarded": ("转送时间", "转送日期", "转办时间", "转办日期", "交办时间", "forwarded"),
    "category": ("一级标签", "一级分类", "问题分类", "诉求分类", "业务类别", "类别", "category"),
}

_NUMBERS = re.compile(r"\d+")
_SHORTENED = re.compile(r"\d(\.\d+)?[eE]\+\d+")  # two long numbers may have become the same
_EPOCH = datetime(1899, 12, 30, tzinfo=ZONE)  # day 0 of a spreadsheet's serial dates


class ColumnUnknown(ValueError):
    """A needed column was not found, or one that was named is not in the table."""


class RowUnusable(ValueError):
    """Why a row cannot become a case, in words for the report; pages translate `message`."""

    def __init__(self, message: str, **params: str) -> None:
        self.message, self.params = message, params
        super().__init__(message % params if params else message)


@dataclass(frozen=True, slots=True)
class ForeignMessage:
    """One row. `replied` is None where there is no reply, `forwarded` where the table does not say
    when the other body passed it on. `category` is what it is called there.
    """

    external: str
    summary: str
    text: str
    received: datetime
    writer: str = ""
    reply: str = ""
    replied: datetime | None = None
    forwarded: date | None = None
    category: str = ""


def columns_of(
    headings: Sequence[str], named: Mapping[str, str], needed: Sequence[str] = NEEDED
) -> dict[str, int]:
    """Field → column. `named` overrides the guess. Raises ColumnUnknown."""
    clean = [heading.strip().lower() for heading in headings]
    found: dict[str, int] = {}
    for field in FIELDS:
        wanted = (named[field].strip().lower(),) if field in named else HEADINGS[field]
        column = next((clean.index(name) for name in wanted if name in clean), None)
        if column is not None:
            found[field] = column
        elif field in named:
            raise ColumnUnknown(f"there is no column “{named[field]}”")
    missing = [HEADINGS[field][0] for field in needed if field not in found]
    if missing:
        raise ColumnUnknown(f"no column for {', '.join(missing)}; name it with --column")
    return found


def message_of(cells: Mapping[str, str]) -> ForeignMessage:
    """A row's cells by field. Raises RowUnusable."""
    external, text = cells.get("external", "").strip(), cells.get("text", "").strip()
    if not external:
        raise RowUnusable(gettext_noop("the number is missing"))
    if len(external) > 60:
        raise RowUnusable(gettext_noop("the number is longer than 60 characters"))
    if _SHORTENED.fullmatch(external):
        reason = gettext_noop("the number was shortened to “%(text)s” by a spreadsheet")
        raise RowUnusable(reason, text=external)
    if not text:
        raise RowUnusable(gettext_noop("the text is missing"))
    if not cells.get("received", "").strip():
        raise RowUnusable(gettext_noop("the day of receipt is missing"))
    received = moment_of(cells.get("received", ""))
    reply = cells.get("reply", "").strip()
    replied = moment_of(cells.get("replied", "")) if cells.get("replied", "").strip() else None
    forwarded = cells.get("forwarded", "").strip()
    return ForeignMessage(
        external=external,
        summary=cells.get("summary", "").strip(),
        text=text,
        received=received,
        writer=cells.get("writer", "").strip(),
        reply=reply,
        replied=(replied or received) if reply else None,
        forwarded=moment_of(forwarded).date() if forwarded else None,
        category=cells.get("category", "").strip(),
    )


def moment_of(text: str) -> datetime:
    """2019/4/25 9:32:09, 2019-04-25, 2019年4月25日 9时32分, or a spreadsheet's serial number, in
    Beijing time. Raises RowUnusable.
    """
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    try:
        if re.fullmatch(r"\s*\d{5}(\.\d+)?\s*", text):
            return _EPOCH + timedelta(days=float(text))
        if re.fullmatch(r"\s*(?:19|20)\d{6}\s*", text):  # 20190425
            return datetime.strptime(text.strip(), "%Y%m%d").replace(tzinfo=ZONE)
        if len(numbers) >= 3 and 1900 <= numbers[0] <= 2200:
            return datetime(*_six(numbers), tzinfo=ZONE)
    except (ValueError, OverflowError):
        pass
    raise RowUnusable(gettext_noop("“%(text)s” is not a date"), text=text.strip()[:40])


def _six(numbers: Sequence[int]) -> tuple[int, int, int, int, int, int]:
    year, month, day, hour, minute, second = [*numbers[:6], 0, 0, 0][:6]
    return year, month, day, hour, minute, second
