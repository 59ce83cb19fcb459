"""Confidence sets for ranks inside a comparison group.

Mogstad, Romano, Shaikh & Wilhelm (2024, Review of Economic Studies 91, 476–518): organ j is better
than k where the studentised difference (T_j − T_k)/se_jk exceeds the quantile of the largest one
that chance brings about; rejected pairs are left out and the quantile is taken anew until nothing
more is rejected (Romano & Wolf 2005). The rank of j lies between 1 + organs that are surely better
and k − organs that are surely worse. The marginal set of j tests the pairs of j only; the
simultaneous sets test all pairs at once, so that all of them hold together at the given level.
"""

from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Side = Literal["both", "low", "high"]
_WHOLE = 1e-9  # level · draws may lie this far above a whole number


@dataclass(frozen=True, slots=True)
class Ranks:
    """Rank 1 is best; an organ that is not ranked has 0. `low`/`high`: marginal set; `sure_low`/
    `sure_high`: simultaneous sets; `alike`: pairs that the simultaneous test cannot tell apart.
    """

    rank: Ints
    low: Ints
    high: Ints
    sure_low: Ints
    sure_high: Ints
    alike: Mask


def rank(score: Floats) -> Ints:
    """1 + number of better ones: equal scores share the better rank."""
    return np.asarray(1 + (score[:, None] < score).sum(axis=1))


def rank_sets(
    score: Floats, covariance: Floats, deviations: Floats, *, level: float, side: Side = "both"
) -> Ranks:
    """`deviations` [organ, draw] are draws from N(0, covariance). A marginal set with `side` "low"
    bounds the rank from below only ("not better than …"), with "high" from above only.
    """
    size = len(score)
    one = np.ones((size, size), dtype=np.bool_) & ~np.eye(size, dtype=np.bool_)
    nothing = np.zeros_like(one)
    test = _Test(score, covariance, deviations, level)
    surely = test.better(one)
    over, under = test.better_of_each(
        one if side != "low" else nothing, one if side != "high" else nothing
    )
    return Ranks(
        rank=rank(score),
        low=1 + under.sum(axis=1),
        high=size - over.sum(axis=1),
        sure_low=1 + surely.sum(axis=0),
        sure_high=size - surely.sum(axis=1),
        alike=one & ~surely & ~surely.T,
    )


def unranked(ranks: Ranks, ranked: Mask) -> Ranks:
    """Put back into a group in which some organs have no composite."""
    size = len(ranked)
    place = np.flatnonzero(ranked)

    def spread(held: Ints) -> Ints:
        found = np.zeros(size, dtype=np.int64)
        found[place] = held
        return found

    alike = np.zeros((size, size), dtype=np.bool_)
    alike[np.ix_(place, place)] = ranks.alike
    return Ranks(
        rank=spread(ranks.rank),
        low=spread(ranks.low),
        high=spread(ranks.high),
        sure_low=spread(ranks.sure_low),
        sure_high=spread(ranks.sure_high),
        alike=alike,
    )


class _Test:
    """Families of pairs; [j, k] stands for "j is better than k"."""

    def __init__(self, score: Floats, covariance: Floats, chance: Floats, level: float) -> None:
        own = np.diag(covariance)
        variance = (own[:, None] + own) - (covariance + covariance.T)
        sure = variance > 1e-12 * (own[:, None] + own)
        self.inverse = np.where(sure, 1 / np.sqrt(np.where(sure, variance, 1.0)), 0.0)
        difference = score[:, None] - score
        certain = np.where(difference == 0, 0.0, np.copysign(np.inf, difference))
        self.observed = np.where(sure, difference * self.inverse, certain)
        self.chance = chance
        self.place = ceil(level * chance.shape[1] - _WHOLE) - 1

    def better(self, pairs: Mask) -> Mask:
        """Which of the pairs hold, all tested together."""
        left, found = pairs.copy(), np.zeros_like(pairs)
        while left.any():
            new = left & (self.observed > self._quantile(self._largest(left)))
            if not new.any():
                break
            found |= new
            left &= ~new
        return found

    def better_of_each(self, over: Mask, under: Mask) -> tuple[Mask, Mask]:
        """A family per organ j: over[j, k] says "j is better than k", under[j, k] the reverse."""
        over, under = over.copy(), under.copy()
        above, below = np.zeros_like(over), np.zeros_like(under)
        open_: Mask = np.asarray((over | under).any(axis=1))
        while open_.any():
            most = self._largest_of_each(over, under, open_)
            bar = self._quantile(most)[:, None]
            new_over = over & (self.observed > bar) & open_[:, None]
            new_under = under & (-self.observed > bar) & open_[:, None]
            above, below = above | new_over, below | new_under
            over, under = over & ~new_over, under & ~new_under
            open_ = np.asarray((new_over | new_under).any(axis=1) & (over | under).any(axis=1))
        return above, below

    def _largest(self, pairs: Mask) -> Floats:
        most = np.full(self.chance.shape[1], -np.inf)
        for j, k in combinations(range(len(pairs)), 2):
            if pairs[j, k] or pairs[k, j]:
                _raise(most, self._difference(j, k), bool(pairs[j, k]), bool(pairs[k, j]))
        return most

    def _largest_of_each(self, over: Mask, under: Mask, open_: Mask) -> Floats:
        most = np.full((len(over), self.chance.shape[1]), -np.inf)
        for j, k in combinations(range(len(over)), 2):
            if not (open_[j] or open_[k]):
                continue
            difference = self._difference(j, k)
            if open_[j]:
                _raise(most[j], difference, bool(over[j, k]), bool(under[j, k]))
            if open_[k]:
                _raise(most[k], difference, bool(under[k, j]), bool(over[k, j]))
        return most

    def _difference(self, j: int, k: int) -> Floats:
        return np.asarray((self.chance[j] - self.chance[k]) * self.inverse[j, k])

    def _quantile(self, largest: Floats) -> Floats:
        """The level·draws-th smallest: an order statistic, no figure in between."""
        return np.asarray(np.partition(largest, self.place, axis=-1)[..., self.place])


def _raise(most: Floats, difference: Floats, as_it_is: bool, turned: bool) -> None:
    """The larger one of each draw, of the difference, of its opposite, or of both."""
    if as_it_is and turned:
        np.maximum(most, np.abs(difference), out=most)
    elif as_it_is:
        np.maximum(most, difference, out=most)
    elif turned:
        np.maximum(most, -difference, out=most)
