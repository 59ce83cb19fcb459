"""The days of a duty on the State Council's calendar."""

from datetime import date

import pytest

from youwei.foundation.duties.rules.dates import (
    before,
    behind_from,
    climbs_on,
    dates,
    near_from,
)
from youwei.foundation.rulebook.queries import calendar, on_shelf
from youwei.foundation.rulebook.rules.duties import Lights, Rung
from youwei.kernel.deadlines import Term

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def lights() -> Lights:
    """A fifth or three working days left, whichever begins earlier, in the second half only."""
    return on_shelf("hebei-2016").lights


@pytest.fixture(scope="module")
def ladder() -> tuple[Rung, ...]:
    return on_shelf("hebei-2016").ladder


@pytest.mark.parametrize(
    ("start", "due_on", "first"),
    [
        (MONDAY, date(2026, 12, 21), date(2026, 12, 16)),  # 3 working days are more than 5 of 28
        (MONDAY, date(2027, 3, 3), date(2027, 2, 11)),  # a fifth of 100 days
        (MONDAY, date(2026, 11, 27), date(2026, 11, 25)),  # a short term: its second half
        (MONDAY, date(2026, 11, 24), date(2026, 11, 24)),
        (MONDAY, MONDAY, MONDAY),
        (date(2026, 9, 21), date(2026, 10, 9), date(2026, 9, 30)),  # across the October holiday
    ],
)
def test_the_first_day_near_due(start: date, due_on: date, first: date, lights: Lights) -> None:
    assert near_from(start, due_on, calendar(), lights) == first


@pytest.mark.parametrize(
    ("progress", "first"),
    [
        (0, date(2026, 12, 14)),  # 20 points of 100 days are gone on 13 December
        (30, date(2027, 1, 13)),
        (79, date(2027, 3, 3)),
        (80, None),
        (100, None),
    ],
)
def test_the_first_day_behind(progress: int, first: date | None, lights: Lights) -> None:
    assert behind_from(MONDAY, date(2027, 3, 3), progress, lights) == first


@pytest.mark.parametrize(
    ("day", "term", "earlier"),
    [
        (date(2026, 11, 27), "3wd", date(2026, 11, 24)),
        (date(2026, 11, 24), "3wd", date(2026, 11, 19)),  # over a weekend
        (date(2026, 11, 23), "1wd", date(2026, 11, 20)),
        (date(2026, 10, 8), "1wd", date(2026, 9, 30)),  # over the October holiday
        (date(2026, 11, 23), "3d", date(2026, 11, 20)),
    ],
)
def test_a_term_before_a_day(day: date, term: str, earlier: date) -> None:
    assert before(day, Term.parse(term), calendar()) == earlier


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("first-reminder", date(2026, 12, 16)),
        ("last-reminder", date(2026, 12, 18)),
        ("overdue-notice", date(2026, 12, 22)),
        ("office-follow-up", date(2026, 12, 28)),
        ("leading-group", date(2027, 1, 12)),  # New Year's Day is a rest day in any year
    ],
)
def test_each_rung_has_its_day(code: str, day: date, ladder: tuple[Rung, ...]) -> None:
    rung = next(rung for rung in ladder if rung.code == code)
    assert climbs_on(rung, date(2026, 12, 21), calendar()) == day


def test_a_rung_without_a_term_stands_on_the_day_itself(ladder: tuple[Rung, ...]) -> None:
    rung = ladder[0].model_copy(update={"before": None, "after": None})
    assert climbs_on(rung, MONDAY, calendar()) == MONDAY


def test_a_year_not_announced_says_so(lights: Lights) -> None:
    settled = dates(MONDAY, Term.parse("20wd"), calendar(), lights)
    open_year = dates(MONDAY, Term.parse("40wd"), calendar(), lights)
    assert (settled.due_on, settled.provisional) == (date(2026, 12, 21), False)
    assert open_year.provisional
    assert settled.near_from <= settled.due_on
