"""Arguments as values: what does not fit is refused by name, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import clock
from youwei.kernel.refusal import Refusal
from youwei.listening.open311.rules.arguments import (
    Range,
    attributes_of,
    check_shown,
    listed,
    mark_of,
    place_of,
    range_of,
    statuses_of,
)
from youwei.listening.open311.rules.refusals import FilterNotFitting, NotFitting, RangeTooLong

TODAY = date(2026, 11, 23)


def asked(start: str = "", end: str = "") -> Range:
    return range_of(start, end, today=TODAY, zone=clock.ZONE)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("", "", date(2026, 8, 25), TODAY),
        ("2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z", date(2026, 11, 1), date(2026, 11, 20)),
        # 23:30 in Greenwich is the next morning in Beijing.
        ("2026-11-01T23:30:00Z", "", date(2026, 11, 2), TODAY),
        ("2026-05-01", "", date(2026, 5, 1), date(2026, 7, 30)),
        ("", "2026-05-01T08:00:00+08:00", date(2026, 1, 31), date(2026, 5, 1)),
        ("2026-11-01T00:00:00 08:00", "", date(2026, 11, 1), TODAY),
    ],
)
def test_a_range_is_of_whole_days(start: str, end: str, first: date, last: date) -> None:
    assert asked(start, end) == Range(first, last)


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        ("yesterday", "", FilterNotFitting),
        ("2026-13-01T00:00:00Z", "", FilterNotFitting),
        ("2026-11-20", "2026-11-01", FilterNotFitting),
        ("2026-01-01", "2026-11-01", RangeTooLong),
        ("0001-01-01T00:00:00+23:59", "", FilterNotFitting),
    ],
)
def test_a_range_of_no_sense_is_refused(start: str, end: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        asked(start, end)


@given(st.integers(0, 200), st.integers(0, 400))
def test_no_range_is_longer_than_ninety_days(back: int, length: int) -> None:
    start = TODAY - timedelta(days=back)
    end = start + timedelta(days=length)
    try:
        found = asked(start.isoformat(), end.isoformat())
    except RangeTooLong:
        assert length > 90
    else:
        assert found == Range(start, end)


@pytest.mark.parametrize(
    ("given_", "place"),
    [
        (("", "", ""), ""),
        (("38.0428", "114.5149", ""), "38.04280, 114.51490"),
        (("38.0428", "114.5149", "中山路1号"), "中山路1号; 38.04280, 114.51490"),
        (("", "", "中山路1号"), "中山路1号"),
    ],
)
def test_a_place_becomes_words(given_: tuple[str, str, str], place: str) -> None:
    assert place_of(*given_) == place


@pytest.mark.parametrize(
    "given_",
    [
        ("38", "", ""),
        ("", "114", ""),
        ("91", "0", ""),
        ("0", "181", ""),
        ("nan", "0", ""),
        ("1e1", "0", ""),
        ("", "", "路" * 201),
    ],
)
def test_no_place_is_refused(given_: tuple[str, str, str]) -> None:
    with pytest.raises(NotFitting):
        place_of(*given_)


def test_attributes_of_one_and_several_values() -> None:
    fields = [
        ("description", ["x"]),
        ("attribute[organ]", ["3"]),
        ("attribute[theme][]", ["a", "b", ""]),
        ("attribute[theme][7]", ["c"]),
    ]
    assert attributes_of(fields) == {"organ": ("3",), "theme": ("a", "b", "c")}


@pytest.mark.parametrize("name", ["attribute", "attribute[", "attribute[]", "attribute[a]b"])
def test_an_attribute_without_a_code_is_refused(name: str) -> None:
    with pytest.raises(NotFitting):
        attributes_of([(name, ["x"])])


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\u200fb"])
def test_what_nobody_would_see_is_refused(text: str) -> None:
    with pytest.raises(NotFitting):
        check_shown("description", text)
    assert check_shown("description", "第一行\n第二行\t。") == "第一行\n第二行\t。"


def test_statuses() -> None:
    assert statuses_of("") == {"open", "closed"}
    assert statuses_of("open, closed") == {"open", "closed"}
    assert statuses_of("closed") == {"closed"}
    with pytest.raises(FilterNotFitting):
        statuses_of("pending")


def test_a_list_that_is_too_long_is_refused_by_its_name() -> None:
    with pytest.raises(FilterNotFitting) as refused:
        listed("service_request_id", ",".join("a" * 101))
    assert "service_request_id" in str(refused.value)


def test_a_repeated_request_is_told_by_all_that_it_says() -> None:
    one = [("description", ["甲"]), ("device_id", ["1"])]
    assert mark_of(one) == mark_of(list(reversed(one)))
    assert mark_of(one) != mark_of([("description", ["甲"]), ("device_id", ["2"])])
    assert mark_of([("a", ["b", "c"])]) != mark_of([("a", ["bc"])])
