from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel.clock import ZONE
from youwei.listening.complaints.rules.messages import (
    FIELDS,
    ColumnUnknown,
    ForeignMessage,
    RowUnusable,
    columns_of,
    message_of,
    moment_of,
)

BOARD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]


@pytest.mark.parametrize(
    ("headings", "named", "columns"),
    [
        (
            BOARD,
            {},
            dict(
                zip(
                    ["external", "writer", "summary", "received", "text", "reply", "replied"],
                    range(7),
                    strict=True,
                )
            ),
        ),
        (["ID", "Content", "Date"], {}, {"external": 0, "text": 1, "received": 2}),
        ([" 编号 ", "内容", "时间"], {}, {"external": 0, "text": 1, "received": 2}),
        (
            ["编号", "内容", "时间", "正文"],
            {"text": "正文"},
            {"external": 0, "text": 3, "received": 2},
        ),
    ],
)
def test_columns_are_guessed_and_can_be_named(
    headings: list[str], named: dict[str, str], columns: dict[str, int]
) -> None:
    assert columns_of(headings, named) == columns


@pytest.mark.parametrize(
    ("headings", "named", "words"),
    [
        (["编号", "时间"], {}, "留言详情"),
        (BOARD, {"text": "正文"}, "正文"),
        ([], {}, "留言编号"),
    ],
)
def test_a_missing_column_is_named(headings: list[str], named: dict[str, str], words: str) -> None:
    with pytest.raises(ColumnUnknown, match=words):
        columns_of(headings, named)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019/4/25 9:32:09", datetime(2019, 4, 25, 9, 32, 9, tzinfo=ZONE)),
        ("2019-04-25 09:32", datetime(2019, 4, 25, 9, 32, tzinfo=ZONE)),
        ("2019-04-25T09:32:09", datetime(2019, 4, 25, 9, 32, 9, tzinfo=ZONE)),
        ("2019年4月25日", datetime(2019, 4, 25, tzinfo=ZONE)),
        ("\t2019/4/25\n", datetime(2019, 4, 25, tzinfo=ZONE)),
        (" 20190425 ", datetime(2019, 4, 25, tzinfo=ZONE)),
        ("43580.5", datetime(2019, 4, 25, 12, tzinfo=ZONE)),
    ],
)
def test_dates_are_read_as_people_and_spreadsheets_write_them(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize("text", ["", "昨天", "2019/13/45", "25/4", "99999999", "20191345", "2019"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RowUnusable, match="date"):
        moment_of(text)


ROW = {"external": "77", "text": "窗口关门", "received": "2019/4/25 9:32:09"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"external": " "}, "number"),
        ({"external": "1.2345678901234568e+17"}, "shortened"),
        ({"external": "2.01901E+11"}, "shortened"),
        ({"external": "7" * 61}, "60"),
        ({"text": "\t\n"}, "text"),
        ({"received": "?"}, "date"),
        ({"reply": "已办", "replied": "?"}, "date"),
    ],
)
def test_a_row_that_does_not_fit_says_why(change: dict[str, str], reason: str) -> None:
    with pytest.raises(RowUnusable, match=reason):
        message_of(ROW | change)


def test_a_reply_keeps_its_date() -> None:
    message = message_of(ROW | {"reply": "已办", "replied": "2019/5/1"})
    assert message.replied == datetime(2019, 5, 1, tzinfo=ZONE)
    assert message_of(ROW | {"reply": "已办"}).replied == message.received
    assert message_of(ROW).replied is None


@given(st.fixed_dictionaries({}, optional={field: st.text(max_size=80) for field in FIELDS}))
def test_any_row_becomes_a_message_or_says_why(cells: dict[str, str]) -> None:
    try:
        message = message_of(cells)
    except RowUnusable:
        return
    assert isinstance(message, ForeignMessage)
