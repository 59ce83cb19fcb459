"""The one source of the present moment: a year can be simulated, a test can stand still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Beijing time."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def begin_of(day: date) -> datetime:
    """Its first moment in Beijing."""
    return datetime.combine(day, time.min, tzinfo=ZONE)


def after(day: date) -> datetime:
    """The first moment after that day in Beijing."""
    return begin_of(day + timedelta(days=1))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at this moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
