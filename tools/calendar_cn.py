"""Writes rulebook/calendars/cn.yaml from the `chinesecalendar` package (dev dependency).

    python tools/calendar_cn.py [--check]

The numbers of the notices stand below; the days come from the package, grouped by festival as the
notices group them. When a new year is announced: update the package, add the year's notice here,
run this, and look at the difference before it is committed.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it ships no types

TARGET = Path(__file__).parents[1] / "src/youwei/foundation/rulebook/calendars/cn.yaml"

NOTICES = {
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号，劳动节经国办发明电〔2019〕3号调整",
    2020: "国办发明电〔2019〕16号，春节经国办发明电〔2020〕1号延长",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}

HEAD = """\
# Written by tools/calendar_cn.py; change that script, not this file.
# off: days without work (first..last, both included); weekends next to them are off anyway.
# work: Saturdays and Sundays worked in exchange (调休上班).
# A year that is missing here is not announced: dates that touch it are provisional.
version: cn-{last}.1
basis: 国务院办公厅每年关于部分节假日安排的通知
statutory:
  # Holidays whose date the law itself fixes; used only for years not announced yet.
  basis: 《全国年节及纪念日放假办法》第二条（2024年11月10日修订，2025年1月1日起施行）
  days: ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]
years:
"""


def main() -> int:
    text = "".join(lines())
    if "--check" in sys.argv[1:]:
        same = TARGET.read_text(encoding="utf-8") == text
        print("cn.yaml is up to date" if same else "cn.yaml differs from what this script writes")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


def lines() -> Iterator[str]:
    yield HEAD.format(last=max(NOTICES))
    for year, source in NOTICES.items():
        yield f"  {year}:\n    source: {source}\n    days:\n"
        for festival in festivals(year):
            off = ", ".join(f'"{span}"' for span in spans(days_of(HOLIDAYS, year, festival)))
            work = ", ".join(f'"{day}"' for day in days_of(WORKDAYS, year, festival))
            yield f"      - festival: {festival}\n        off: [{off}]\n"
            if work:
                yield f"        work: [{work}]\n"


def by_name(days: dict[date, str]) -> dict[date, str]:
    chinese = {each.value: each.chinese for each in chinese_calendar.Holiday}
    return {day: chinese[name] for day, name in days.items()}


HOLIDAYS = by_name(chinese_calendar.constants.holidays)
WORKDAYS = by_name(chinese_calendar.constants.workdays)


def notice_year(day: date) -> int:
    """New Year's arrangement stands in the next year's notice also where it begins in December."""
    return day.year + 1 if day.month == 12 else day.year


def festivals(year: int) -> list[str]:
    first: dict[str, date] = {}
    for day in sorted(HOLIDAYS):
        if notice_year(day) == year:
            first.setdefault(HOLIDAYS[day], day)
    return sorted(first, key=first.__getitem__)


def days_of(days: dict[date, str], year: int, festival: str) -> list[date]:
    return sorted(day for day in days if notice_year(day) == year and days[day] == festival)


def spans(days: Iterable[date]) -> Iterator[str]:
    """Runs of consecutive days as `first..last`."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > timedelta(days=1):
            yield shown(run)
            run = []
        run.append(day)
    if run:
        yield shown(run)


def shown(run: list[date]) -> str:
    return f"{run[0]}" if len(run) == 1 else f"{run[0]}..{run[-1]}"


if __name__ == "__main__":
    raise SystemExit(main())
