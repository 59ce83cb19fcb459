"""The table of holiday notices as people write it, and what is wrong with one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

SATURDAY = 5
LONGEST_HOLIDAY = 16  # days; more is a slip of the pen (the longest so far was 10)
YEAR_KEYS = frozenset({"source", "days"})
ENTRY_KEYS = frozenset({"festival", "off", "work"})


class CalendarError(ValueError):
    """A calendar table that cannot be used; `faults` lists everything found wrong in it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("calendar table: " + "; ".join(faults))


@dataclass
class Table:
    """What was read so far, and the faults met on the way."""

    version: str = ""
    holidays: set[date] = field(default_factory=set)
    make_up_days: set[date] = field(default_factory=set)
    sources: dict[int, str] = field(default_factory=dict)
    statutory: set[tuple[int, int]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def read_table(data: object) -> Table:
    """Checks and collects a parsed table. Raises CalendarError with all faults at once."""
    if not isinstance(data, Mapping):
        raise CalendarError(["expected a mapping with version, statutory and years"])
    table = Table()
    _unknown(table, "", data, frozenset({"version", "basis", "statutory", "years"}))
    table.version = _text(table, "version", data.get("version"))
    _read_statutory(table, data.get("statutory", {}))
    years = data.get("years")
    if not isinstance(years, Mapping) or not years:
        table.faults.append("years: expected at least one year with its notice")
    else:
        for year, notice in years.items():
            _read_year(table, year, notice)
    for day in sorted(table.holidays & table.make_up_days):
        table.faults.append(f"{day}: both a day off and a working day")
    if table.faults:
        raise CalendarError(table.faults)
    return table


def _read_statutory(table: Table, data: object) -> None:
    if not isinstance(data, Mapping):
        table.faults.append("statutory: expected a mapping with basis and days")
        return
    _unknown(table, "statutory", data, frozenset({"basis", "days"}))
    for text in _list(table, "statutory.days", data.get("days", [])):
        try:
            # A leap year, so that 02-29 could be read too.
            day = date.fromisoformat(f"2000-{text}")
        except ValueError:
            table.faults.append(f"statutory.days: {text!r} is not a day of the form MM-DD")
        else:
            table.statutory.add((day.month, day.day))


def _read_year(table: Table, year: object, notice: object) -> None:
    where = f"years.{year}"
    if isinstance(year, bool) or not isinstance(year, int) or not 1949 <= year <= 9998:
        table.faults.append(f"{where}: not a year")
    elif not isinstance(notice, Mapping):
        table.faults.append(f"{where}: expected source and days")
    else:
        _unknown(table, where, notice, YEAR_KEYS)
        table.sources[year] = _text(table, f"{where}.source", notice.get("source"))
        entries = _list(table, f"{where}.days", notice.get("days"))
        if not entries:
            table.faults.append(f"{where}.days: a notice without holidays")
        for number, entry in enumerate(entries, start=1):
            _read_entry(table, year, f"{where}.days[{number}]", entry)


def _read_entry(table: Table, year: int, where: str, entry: object) -> None:
    if not isinstance(entry, Mapping):
        table.faults.append(f"{where}: expected festival, off and work")
        return
    _unknown(table, where, entry, ENTRY_KEYS)
    _text(table, f"{where}.festival", entry.get("festival"))
    for span in _list(table, f"{where}.off", entry.get("off", [])):
        for day in _span(table, f"{where}.off", span):
            _add(table, table.holidays, year, f"{where}.off", day)
    for single in _list(table, f"{where}.work", entry.get("work", [])):
        worked = _day(table, f"{where}.work", single)
        if worked is None:
            continue
        if worked.weekday() < SATURDAY:
            table.faults.append(f"{where}.work: {worked} is not a Saturday or Sunday")
        _add(table, table.make_up_days, year, f"{where}.work", worked)


def _add(table: Table, days: set[date], year: int, where: str, day: date) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        table.faults.append(f"{where}: {day} does not belong to the notice for {year}")
    elif day in days:
        table.faults.append(f"{where}: {day} is given twice")
    days.add(day)


def _span(table: Table, where: str, value: object) -> Iterator[date]:
    """A day, or `first..last` with both ends included."""
    first_text, dots, last_text = (
        value.partition("..") if isinstance(value, str) else (value, "", "")
    )
    first = _day(table, where, first_text)
    last = _day(table, where, last_text) if dots else first
    if first is None or last is None:
        return
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST_HOLIDAY:
        table.faults.append(f"{where}: {value} is not a span of 1 to {LONGEST_HOLIDAY} days")
        return
    yield from (first + timedelta(days=offset) for offset in range(length))


def _day(table: Table, where: str, value: object) -> date | None:
    # YAML readers turn an unquoted 2026-01-01 into a date by themselves.
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        table.faults.append(f"{where}: {value!r} is not a day of the form YYYY-MM-DD")
        return None


def _text(table: Table, where: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    table.faults.append(f"{where}: expected some text")
    return ""


def _list(table: Table, where: str, value: object) -> Sequence[object]:
    if isinstance(value, list | tuple):
        return value
    table.faults.append(f"{where}: expected a list")
    return ()


def _unknown(
    table: Table, where: str, data: Mapping[object, object], known: frozenset[str]
) -> None:
    for key in data:
        if key not in known:
            table.faults.append(f"{where}.{key}".lstrip(".") + ": not a known entry")
