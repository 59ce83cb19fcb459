"""Deadlines: tables over the awkward weeks of the calendar, and what holds of every term."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import (
    Deadline,
    Pause,
    Starts,
    Term,
    TermError,
    Unit,
    days_left,
    due,
    working_days_between,
    working_days_left,
)

TABLE = Path(__file__).parents[2] / "src/youwei/foundation/rulebook/calendars/cn.yaml"
CN = WorkCalendar.from_mapping(YAML(typ="safe").load(TABLE.read_text(encoding="utf-8")))


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "term", "expected"),
    [
        # the week, and the day of the event does not count
        ("2026-03-02", "1wd", "2026-03-03"),
        ("2026-03-06", "1wd", "2026-03-09"),
        ("2026-03-07", "1wd", "2026-03-09"),
        ("2026-03-02", "5wd", "2026-03-09"),
        # counted from the day itself, also where that day is a rest day
        ("2026-03-02", "1wd same-day", "2026-03-02"),
        ("2026-03-07", "1wd same-day", "2026-03-09"),
        ("2026-03-02", "5wd same-day", "2026-03-06"),
        # Spring Festival 2016: 7 to 13 February off, 6 and 14 worked
        ("2016-02-05", "1wd", "2016-02-06"),
        ("2016-02-05", "2wd", "2016-02-14"),
        ("2016-02-05", "3wd", "2016-02-15"),
        ("2016-01-29", "13wd", "2016-02-22"),
        # Spring Festival 2026: 15 to 23 February off, 14 and 28 worked
        ("2026-02-13", "1wd", "2026-02-14"),
        ("2026-02-13", "2wd", "2026-02-24"),
        ("2026-02-24", "4wd", "2026-02-28"),
        ("2026-02-24", "5wd", "2026-03-02"),
        # the new year over an announced turn: 1 to 3 January 2026 off, Sunday the 4th worked
        ("2025-12-31", "1wd", "2026-01-04"),
        # New Year 2019 reached back: Saturday 29 December worked, 30 and 31 off
        ("2018-12-28", "1wd", "2018-12-29"),
        ("2018-12-28", "2wd", "2019-01-02"),
        # natural days; the last day rolls off a rest day, not off a make-up Saturday
        ("2026-03-02", "15d", "2026-03-17"),
        ("2026-03-06", "15d", "2026-03-23"),
        ("2026-03-06", "15d exact", "2026-03-21"),
        ("2026-01-30", "15d", "2026-02-14"),
        ("2026-02-02", "15d", "2026-02-24"),
        ("2026-02-02", "15d exact", "2026-02-17"),
        ("2026-03-02", "60d", "2026-05-06"),  # 1 May, rolled over the Labour Day holiday
        ("2026-03-02", "1d same-day", "2026-03-02"),
        # leap years
        ("2024-02-28", "1d", "2024-02-29"),
        ("2023-02-28", "1d", "2023-03-01"),
        ("2023-02-28", "365d exact", "2024-02-28"),
        ("2024-02-28", "365d exact", "2025-02-27"),
        # months: the same number, or the month's end
        ("2026-01-15", "1m exact", "2026-02-15"),
        ("2026-01-31", "1m exact", "2026-02-28"),
        ("2024-01-31", "1m exact", "2024-02-29"),
        ("2024-02-29", "12m exact", "2025-02-28"),
        ("2026-03-31", "1m", "2026-04-30"),
        ("2026-02-28", "1m exact", "2026-03-28"),
        ("2025-12-31", "2m exact", "2026-02-28"),
        ("2026-09-01", "1m", "2026-10-08"),  # 1 October, rolled over the National Day holiday
        ("2026-03-01", "1m exact same-day", "2026-03-31"),
        ("2026-03-05", "1m exact same-day", "2026-04-04"),
        ("2026-01-31", "1m exact same-day", "2026-02-28"),
        ("2026-01-29", "1m exact same-day", "2026-02-28"),
        ("2026-01-30", "3m exact same-day", "2026-04-29"),
    ],
)
def test_due(start: str, term: str, expected: str) -> None:
    assert due(on(start), Term.parse(term), CN) == Deadline(on(expected), False, "cn-2026.1")


@pytest.mark.parametrize(
    ("start", "term", "pauses", "expected"),
    [
        # a hearing from Tuesday to Thursday takes three working days out
        ("2026-03-02", "5wd", [("2026-03-03", "2026-03-06")], "2026-03-12"),
        # the end of a pause counts again
        ("2026-03-02", "1wd", [("2026-03-03", "2026-03-04")], "2026-03-04"),
        # over a weekend it takes no working day
        ("2026-03-02", "5wd", [("2026-03-07", "2026-03-09")], "2026-03-09"),
        ("2026-03-02", "10d", [("2026-03-07", "2026-03-09")], "2026-03-16"),
        # overlapping pauses count once
        (
            "2026-03-02",
            "5wd",
            [("2026-03-03", "2026-03-05"), ("2026-03-04", "2026-03-06")],
            "2026-03-12",
        ),
        # before the start and after the end a pause changes nothing
        ("2026-03-02", "5wd", [("2026-02-02", "2026-03-03")], "2026-03-09"),
        ("2026-03-02", "5wd", [("2026-03-10", "2026-03-20")], "2026-03-09"),
        # a month that is paused is longer by the days of the pause
        ("2026-03-02", "1m exact", [("2026-03-10", "2026-03-20")], "2026-04-12"),
        # the last day does not roll into a pause
        ("2026-03-06", "15d", [("2026-03-23", "2026-03-24")], "2026-03-24"),
    ],
)
def test_due_with_pauses(
    start: str, term: str, pauses: list[tuple[str, str]], expected: str
) -> None:
    given_pauses = [Pause(on(a), on(b)) for a, b in pauses]
    assert due(on(start), Term.parse(term), CN, given_pauses).on == on(expected)


@pytest.mark.parametrize(
    ("term", "extensions", "expected"),
    [
        ("5wd", ["5wd"], "2026-03-16"),
        ("60d", ["30d exact"], "2026-06-05"),  # from 6 May, the date people were told
        ("60d exact", ["30d exact"], "2026-05-31"),
        ("5wd", ["1wd same-day"], "2026-03-10"),  # an extension never counts the old last day
        ("5wd", ["5wd", "1wd"], "2026-03-17"),
    ],
)
def test_due_with_extensions(term: str, extensions: list[str], expected: str) -> None:
    more = [Term.parse(each) for each in extensions]
    assert due(on("2026-03-02"), Term.parse(term), CN, extensions=more).on == on(expected)


@pytest.mark.parametrize(
    ("start", "term", "provisional"),
    [
        ("2026-12-01", "5wd", False),
        ("2026-12-18", "4wd", False),  # ends on 24 December
        ("2026-12-18", "5wd", True),  # 25 December may still be moved by the notice for 2027
        ("2026-12-01", "60d", True),
        ("2026-12-01", "60d exact", False),  # asks no calendar, so nothing can change it
        ("2026-12-01", "2m", True),
        ("2015-12-30", "1wd", True),
    ],
)
def test_provisional(start: str, term: str, provisional: bool) -> None:
    assert due(on(start), Term.parse(term), CN).provisional is provisional


def test_an_extension_into_an_open_year_makes_the_whole_provisional() -> None:
    start, term = on("2026-12-01"), Term.parse("5wd")
    assert due(start, term, CN, extensions=[Term.parse("60d")]).provisional
    assert not due(start, term, CN, extensions=[Term.parse("5wd")]).provisional


def test_a_moment_is_refused_as_a_start() -> None:
    with pytest.raises(TypeError, match="expected a day"):
        due(datetime(2026, 3, 2, 9), Term.parse("5d exact"), CN)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "term", "shown"),
    [
        ("15wd", Term(15, Unit.WORKING_DAYS), "15 working days"),
        (" 1wd ", Term(1, Unit.WORKING_DAYS), "1 working day"),
        ("60d", Term(60, Unit.NATURAL_DAYS), "60 natural days"),
        ("60d exact", Term(60, Unit.NATURAL_DAYS, rolls=False), "60 natural days"),
        ("1m same-day", Term(1, Unit.MONTHS, Starts.SAME_DAY), "1 month"),
        ("2m day-after rolls", Term(2, Unit.MONTHS), "2 months"),
    ],
)
def test_terms_are_read_and_shown(text: str, term: Term, shown: str) -> None:
    assert Term.parse(text) == term
    assert str(term) == shown


@pytest.mark.parametrize(
    "text",
    [
        "", "15", "wd", "15 wd", "-1d", "0d", "99999d", "1.5d", "15wd soon", "1m exact rolls",
        "1m same-day day-after", "1d exact exact", "１d", "15wd\n5d",
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(TermError):
        Term.parse(text)


@pytest.mark.parametrize("value", [15, None, 1.5])
def test_a_term_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(TermError, match="is not a term"):
        Term.parse(value)  # type: ignore[arg-type]


def test_the_rulebook_decides_for_terms_that_do_not_say() -> None:
    assert not Term.parse("60d", rolls=False).rolls
    assert Term.parse("60d rolls", rolls=False).rolls
    assert not Term.parse("60d exact", rolls=True).rolls


def test_a_pause_cannot_end_before_it_began() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Pause(on("2026-03-02"), on("2026-03-02"))


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-09", 5),
        ("2026-03-09", "2026-03-02", -5),
        ("2026-03-06", "2026-03-08", 0),
        ("2026-02-13", "2026-02-24", 2),
    ],
)
def test_working_days_between(a: str, b: str, days: int) -> None:
    assert working_days_between(on(a), on(b), CN) == days


@pytest.mark.parametrize(
    ("today", "natural", "working"),
    [
        ("2026-03-04", 2, 2),
        ("2026-03-06", 0, 0),
        ("2026-03-07", -1, 0),
        ("2026-03-09", -3, -1),
    ],
)
def test_days_left(today: str, natural: int, working: int) -> None:
    deadline = Deadline(on("2026-03-06"), False, "x")
    assert days_left(on(today), deadline) == natural
    assert working_days_left(on(today), deadline, CN) == working


# What holds of every term -------------------------------------------------------------------

days = st.dates(date(2015, 11, 1), date(2027, 3, 31))
terms = st.builds(
    Term,
    amount=st.integers(1, 40),
    unit=st.sampled_from(Unit),
    starts=st.sampled_from(Starts),
    rolls=st.booleans(),
)
pauses = st.lists(
    st.builds(
        lambda start, length: Pause(start, start + timedelta(days=length)), days, st.integers(1, 40)
    ),
    max_size=3,
)


@given(terms)
def test_a_term_reads_back(term: Term) -> None:
    assert Term.parse(term.code) == term
    assert Term.parse(term.code, rolls=False) == term or term.unit is Unit.WORKING_DAYS


@given(days, st.integers(0, 60), terms)
def test_a_later_start_is_never_due_earlier(start: date, later: int, term: Term) -> None:
    assert due(start, term, CN).on <= due(start + timedelta(days=later), term, CN).on


@given(days, terms)
def test_one_more_is_never_due_earlier(start: date, term: Term) -> None:
    assert due(start, term, CN).on <= due(start, replace(term, amount=term.amount + 1), CN).on


@given(days, terms, pauses)
def test_a_pause_never_shortens(start: date, term: Term, breaks: list[Pause]) -> None:
    reached = due(start, term, CN, breaks)
    assert reached.on >= due(start, term, CN).on
    assert not any(pause.covers(reached.on) for pause in breaks)


@given(days, terms, terms, pauses)
def test_an_extension_lengthens(
    start: date, term: Term, extension: Term, breaks: list[Pause]
) -> None:
    told = due(start, term, CN, breaks).on
    extended = due(start, term, CN, breaks, [extension])
    assert extended.on > told
    assert extended.on == due(told, replace(extension, starts=Starts.DAY_AFTER), CN, breaks).on


@given(days, terms)
def test_the_day_of_the_event_does_not_count(start: date, term: Term) -> None:
    after = due(start, replace(term, starts=Starts.DAY_AFTER), CN).on
    same = due(start, replace(term, starts=Starts.SAME_DAY), CN).on
    assert after > start
    assert start <= same <= after


@given(days, st.integers(1, 60))
def test_a_term_of_working_days_holds_just_so_many(start: date, amount: int) -> None:
    reached = due(start, Term(amount, Unit.WORKING_DAYS), CN).on
    assert working_days_between(start, reached, CN) == amount
    assert CN.is_working_day(reached)


@given(days, terms)
def test_a_term_that_rolls_ends_on_a_working_day(start: date, term: Term) -> None:
    assert CN.is_working_day(due(start, replace(term, rolls=True), CN).on)


@given(days, st.integers(1, 60))
def test_provisional_exactly_where_an_open_day_was_counted(start: date, amount: int) -> None:
    deadline = due(start, Term(amount, Unit.WORKING_DAYS), CN)
    counted = (start + timedelta(days=n) for n in range(1, (deadline.on - start).days + 1))
    assert deadline.provisional == any(not CN.is_settled(day) for day in counted)


@given(days, days)
def test_counting_back_is_counting_forth_with_another_sign(a: date, b: date) -> None:
    assert working_days_between(a, b, CN) == -working_days_between(b, a, CN)
