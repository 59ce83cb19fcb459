"""Comma-separated tables as the programs of other offices write them."""

import pytest

from youwei.kernel.words import NotReadable
from youwei.kernel.workbook import CsvBroken, Limits, WorkbookTooLarge, read_csv


def test_rows_keep_their_number_as_a_spreadsheet_shows_it() -> None:
    rows = read_csv('编号,内容\r\n\r\n1,"第一行\n第二行，""引""\t完"\r\n,  \r\n2,末'.encode())
    assert [row.number for row in rows] == [1, 3, 5]
    assert rows[1].raw(1) == '第一行\n第二行，"引" 完'
    assert rows[2].text(1) == "末"
    assert rows[2].text(7) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encodings_of_offices_are_read(encoding: str) -> None:
    (row,) = read_csv("编号,内容".encode(encoding))
    assert row.cells == ("编号", "内容")


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["", "热线转办件;2019年4月\n\n"])
def test_the_headings_show_what_parts_the_cells(between: str, title: str) -> None:
    lines = (("编号", "内容", "时间"), ("1", '"甲,乙;丙\t丁;戊;己;庚"', "2019-04-25"))
    rows = read_csv((title + "\n".join(between.join(line) for line in lines)).encode())
    assert [row.text(1) for row in rows[-2:]] == ["内容", "甲,乙;丙 丁;戊;己;庚"]
    assert [len(row.cells) for row in rows[-2:]] == [3, 3]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_two_columns_are_parted_as_well(between: str) -> None:
    assert read_csv(f"编号{between}内容\n1{between}好".encode())[1].cells == ("1", "好")


def test_nothing_parts_one_column() -> None:
    assert [row.cells for row in read_csv("编号\n1".encode())] == [("编号",), ("1",)]


@pytest.mark.parametrize("cell", ['="0012"', '"=""0012"""', "0012\t", "0012"])
def test_a_long_number_that_was_kept_from_the_spreadsheet_is_itself(cell: str) -> None:
    (row,) = read_csv(f"{cell},x".encode())
    assert row.text(0) == "0012"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_known(end: str) -> None:
    assert len(read_csv(f"a,b{end}1,2{end}".encode())) == 2


@pytest.mark.parametrize(
    "limits", [Limits(rows=1), Limits(columns=1), Limits(text=2), Limits(file=5)]
)
def test_more_than_was_agreed_is_refused(limits: Limits) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_csv(b"a,b\nccc,d", limits)


@pytest.mark.parametrize("body", ['a\n"b', 'a\n"b"c', 'a\n"' + "x" * 200_000 + '"'])
def test_a_quotation_that_does_not_end_swallows_no_rows(body: str) -> None:
    with pytest.raises(CsvBroken) as refused:
        read_csv(body.encode())
    assert refused.value.params["row"] == 2


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(NotReadable):
        read_csv(b"PK\x03\x04\0\0\0\0")
