"""When a matter grows faster than it should by its own past and by that of the whole store.

Arrivals of unconnected people follow a Poisson law. `chance` is the probability that as many or
more come by themselves, where the matter went on as before and grew no more than everything else.
"""

from dataclasses import dataclass
from math import exp, log

LEAST_EXPECTED = 1.0  # of what nobody raised before: one voice is no surprise


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Voices in the days that are judged and in those before, of the matter and of all cases."""

    now: int
    before: int
    all_now: int
    all_before: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Numbers of the rulebook. `one_in`: a chance of one in so many counts as a surprise."""

    days: int
    before: int
    at_least: int
    one_in: int
    settles_below: int


def expected(arrivals: Arrivals, terms: Terms) -> float:
    """Where all complaints grow, a matter may grow with them; it need not shrink with them."""
    share = terms.days / terms.before
    usual = arrivals.all_before * share
    growth = max(1.0, arrivals.all_now / usual) if usual >= 1 else 1.0
    return max(LEAST_EXPECTED, arrivals.before * share * growth)


def chance(count: int, mean: float) -> float:
    """P(X >= count) of a Poisson law, summed from the tail so that small values stay exact."""
    if count <= 0:
        return 1.0
    term = exp(-mean + count * log(mean) - sum(log(n) for n in range(1, count + 1)))
    total, n = 0.0, count
    while term > total * 1e-15 or n < mean:
        total += term
        n += 1
        term *= mean / n
    return min(1.0, total)


def is_hot(arrivals: Arrivals, terms: Terms) -> bool:
    if arrivals.now < terms.at_least:
        return False
    return chance(arrivals.now, expected(arrivals, terms)) * terms.one_in <= 1


def has_settled(arrivals: Arrivals, terms: Terms) -> bool:
    return arrivals.now < terms.settles_below
