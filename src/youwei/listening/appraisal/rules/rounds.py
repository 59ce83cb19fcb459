"""How many rounds a year has, and when."""

from datetime import date

from youwei.foundation.rulebook.rules.appraisal import Rounds


def rounds_in(year: int, first: int, rounds: Rounds) -> int:
    """T2: so many in the year in which the campaign began, so many in each later one."""
    return rounds.first_year if year == first else rounds.later_years


def is_free(opens_on: date, held: list[int], first: int, rounds: Rounds) -> bool:
    """`held`: the years in which the rounds opened that are there already."""
    return held.count(opens_on.year) < rounds_in(opens_on.year, first, rounds)
