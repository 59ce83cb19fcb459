"""The table of working days, against an independent oracle and against nonsense."""

import copy
import runpy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar  # type: ignore[import-untyped]
import pytest
from ruamel.yaml import YAML

from youwei.kernel.calendar import CalendarError, WorkCalendar

ROOT = Path(__file__).parents[2]
CN = ROOT / "src/youwei/foundation/rulebook/calendars/cn.yaml"

SMALL: dict[str, Any] = {
    "version": "test-1",
    "statutory": {"basis": "law", "days": ["01-01", "10-01"]},
    "years": {
        2026: {
            "source": "notice",
            "days": [
                {"festival": "New Year", "off": ["2025-12-31..2026-01-02"], "work": ["2026-01-04"]}
            ],
        }
    },
}


@pytest.fixture(scope="module")
def cn() -> WorkCalendar:
    return WorkCalendar.from_mapping(YAML(typ="safe").load(CN.read_text(encoding="utf-8")))


def test_agrees_with_an_independent_table_on_every_day(cn: WorkCalendar) -> None:
    first = date(2016, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(2026, 12, 31) - first).days + 1)]
    wrong = [day for day in days if cn.is_working_day(day) != chinese_calendar.is_workday(day)]
    assert wrong == []
    assert len(days) == 4018


def test_the_working_weekends_of_2026(cn: WorkCalendar) -> None:
    days = {day.strftime("%m-%d") for day in cn.make_up_days if day.year == 2026}
    assert days == {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}


def test_every_announced_year_names_its_notice(cn: WorkCalendar) -> None:
    assert cn.announced == frozenset(range(2016, 2027))
    assert cn.source(2016) == "国办发明电〔2015〕18号"
    assert cn.source(2027) is None
    for year in cn.announced:
        assert f"国办发明电〔{year - 1}〕" in (cn.source(year) or "")


def test_the_file_is_what_the_script_writes() -> None:
    script = runpy.run_path(str(ROOT / "tools/calendar_cn.py"))
    assert "".join(script["lines"]()) == CN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "settled"),
    [
        (date(2015, 12, 31), False),
        (date(2016, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),  # the notice for 2027 may still move a weekend
        (date(2027, 1, 4), False),
    ],
)
def test_a_day_is_settled_once_no_notice_can_change_it(
    cn: WorkCalendar, day: date, settled: bool
) -> None:
    assert cn.is_settled(day) is settled


def test_no_notice_reached_back_further_than_assumed() -> None:
    assert not [
        day
        for table in (chinese_calendar.constants.holidays, chinese_calendar.constants.workdays)
        for day in table
        if day.month == 12 and day.day < 25
    ]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 1, 1), False),  # New Year, fixed by law
        (date(2027, 10, 1), False),
        (date(2027, 10, 4), True),  # off only if a notice says so
        (date(2027, 10, 9), False),  # a Saturday
        (date(2027, 3, 1), True),
    ],
)
def test_a_year_without_notice_has_weekends_and_fixed_holidays(
    cn: WorkCalendar, day: date, works: bool
) -> None:
    assert not cn.is_announced(day.year)
    assert cn.is_working_day(day) is works


def test_a_moment_is_not_taken_for_a_day(cn: WorkCalendar) -> None:
    with pytest.raises(TypeError, match="expected a day"):
        cn.is_working_day(datetime(2026, 2, 16, 9))  # noqa: DTZ001


def test_days_may_be_dates_already() -> None:
    data = copy.deepcopy(SMALL)
    data["years"][2026]["days"] = [{"festival": "x", "off": [date(2026, 5, 1)], "work": []}]
    assert date(2026, 5, 1) in WorkCalendar.from_mapping(data).holidays


def test_a_span_holds_both_its_ends() -> None:
    assert WorkCalendar.from_mapping(SMALL).holidays == {
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 1, 2),
    }


ENTRY = {"festival": "x", "off": ["2026-05-01"]}


def _with_entry(**changes: object) -> object:
    data = copy.deepcopy(SMALL)
    data["years"][2026]["days"] = [{**ENTRY, **changes}]
    return data


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (None, "expected a mapping"),
        ([], "expected a mapping"),
        ({**SMALL, "version": " "}, "version: expected some text"),
        ({**SMALL, "yeers": {}}, "yeers: not a known entry"),
        ({**SMALL, "years": {}}, "years: expected at least one year"),
        ({**SMALL, "years": {"2026": {}}}, "years.2026: not a year"),
        ({**SMALL, "years": {True: {}}}, "years.True: not a year"),
        ({**SMALL, "years": {2026: []}}, "years.2026: expected source and days"),
        ({**SMALL, "years": {2026: {"source": "x"}}}, "years.2026.days: expected a list"),
        ({**SMALL, "years": {2026: {"source": "x", "days": []}}}, "a notice without holidays"),
        ({**SMALL, "years": {2026: {"days": [ENTRY]}}}, "years.2026.source: expected some text"),
        ({**SMALL, "years": {2026: {"source": "x", "days": ["x"]}}}, "expected festival"),
        ({**SMALL, "statutory": []}, "statutory: expected a mapping"),
        ({**SMALL, "statutory": {"days": ["13-01"]}}, "'13-01' is not a day of the form MM-DD"),
        (_with_entry(off=["1 May"]), "'1 May' is not a day of the form YYYY-MM-DD"),
        (_with_entry(off=[20260501]), "20260501 is not a day"),
        (_with_entry(off=["2026-05-05..2026-05-01"]), "is not a span"),
        (_with_entry(off=["2026-05-02..2026-05-01"]), "is not a span"),
        (_with_entry(off=["2026-05-01..2026-09-01"]), "is not a span"),
        (_with_entry(off=["2025-05-01"]), "does not belong to the notice for 2026"),
        (_with_entry(off=["2026-05-01", "2026-05-01"]), "2026-05-01 is given twice"),
        (_with_entry(work=["2026-05-06"]), "2026-05-06 is not a Saturday or Sunday"),
        (_with_entry(off=["2026-05-09"], work=["2026-05-09"]), "both a day off and a working day"),
        (_with_entry(festival=None), "festival: expected some text"),
        (_with_entry(of=["2026-05-02"]), "of: not a known entry"),
    ],
)
def test_a_table_that_is_wrong_says_where(data: object, fault: str) -> None:
    with pytest.raises(CalendarError) as caught:
        WorkCalendar.from_mapping(data)
    assert fault in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(CalendarError) as caught:
        WorkCalendar.from_mapping(
            {"years": {2026: {"source": "", "days": [{"festival": "x", "off": ["?"]}]}}}
        )
    assert len(caught.value.faults) == 3
