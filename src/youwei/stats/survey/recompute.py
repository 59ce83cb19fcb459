"""Do the sums of a published appraisal again: `python recompute.py export.json`.

One file, standard library of Python 3.11 only; it shares nothing with the program that published.
It starts from what was published — means of each organ by dimension and panel, covariances of the
composites, the seed — and works out weights (where the cells are shown), intervals, composites,
errors, ranks with their confidence sets, pairs that cannot be told apart, and how likely each grade
is. Every sum is done in the same order, with +, −, ×, ÷ and √ only, so the figures must be the same
to the last bit. It prints what is not, and then ends with 1.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import ceil, floor, frexp, fsum, inf, sqrt
from typing import Any

Document = dict[str, Any]
Row = list[float]


def check(export: Document) -> list[str]:
    """What differs; empty where all is the same."""
    found = []
    for place, panel in enumerate(export["panels"]):
        found += [f"panel {place}: {fault}" for fault in _of_panel(export, place, panel)]
    for place, group in enumerate(export["groups"]):
        found += [f"group {place}: {fault}" for fault in _of_group(export, place, group)]
    return found


# --- panels: weights and intervals ---


def _of_panel(export: Document, place: int, panel: Document) -> Iterator[str]:
    plan = export["plan"]
    if panel["cells"] is not None:
        weights = _weights(plan, place, panel["cells"])
        if weights != [cell["weight"] for cell in panel["cells"]]:
            yield "weights"
    for organ, held in enumerate(panel["means"]):
        if held is None:
            continue
        ends = [
            _interval(plan, mean, error, panel["t"])
            for mean, error in zip(held["mean"], held["se"], strict=True)
        ]
        if [list(end) for end in zip(*ends, strict=True)] != [held["low"], held["high"]]:
            yield f"intervals of organ {organ}"


def _weights(plan: Document, place: int, cells: list[Document]) -> Row:
    people = [cell["respondents"] for cell in cells]
    answered = [0.0] * len(plan["strata"])
    for cell in cells:
        answered[cell["stratum"]] += cell["respondents"]
    base = [
        plan["strata"][cell["stratum"]]["population"] / answered[cell["stratum"]]
        if answered[cell["stratum"]] > 0
        else 0.0
        for cell in cells
    ]
    covered = float(
        sum(
            stratum["population"]
            for stratum, n in zip(plan["strata"], answered, strict=True)
            if stratum["panel"] == place and n > 0
        )
    )
    panel = plan["panels"][place]
    ratio = _rake(base, people, _targets(panel, cells, covered), panel["bounds"])
    return [one * two for one, two in zip(base, ratio, strict=True)]


def _targets(panel: Document, cells: list[Document], covered: float) -> list[tuple[list[int], Row]]:
    found = []
    for place, margin in enumerate(panel["margins"]):
        of = [cell["categories"][place] for cell in cells]
        there = [False] * len(margin["totals"])
        for category, cell in zip(of, cells, strict=True):
            there[category] = there[category] or cell["respondents"] > 0
        held = fsum(n for n, yes in zip(margin["totals"], there, strict=True) if yes)
        share = covered / held if held else 0.0
        totals = [n * share if yes else 0.0 for n, yes in zip(margin["totals"], there, strict=True)]
        found.append((of, totals))
    return found


def _rake(
    base: Row, people: list[int], targets: list[tuple[list[int], Row]], bounds: Document | None
) -> Row:
    factor = [1.0] * len(base)
    ratio = factor
    mass = [weight * n for weight, n in zip(base, people, strict=True)]
    sweeps, moved = 0, 1.0
    while targets and sweeps < 2_000 and moved >= 1e-13 and max(factor) <= 1e6:
        sweeps, moved = sweeps + 1, 0.0
        for of, totals in targets:
            now = [0.0] * len(totals)
            for category, weight, one in zip(of, mass, ratio, strict=True):
                now[category] += weight * one
            step = [w / n if n > 0 else 1.0 for w, n in zip(totals, now, strict=True)]
            moved = max(moved, *(abs(one - 1) for one in step))
            factor = [one * step[category] for one, category in zip(factor, of, strict=True)]
            ratio = factor
            if bounds:
                ratio = [min(max(one, bounds["low"]), bounds["high"]) for one in factor]
    return ratio


def _interval(
    plan: Document, mean: float | None, error: float | None, t: float | None
) -> list[float | None]:
    if mean is None or error is None or t is None:
        return [None, None]
    low = max(float(plan["points"][0]), mean - t * error)
    high = min(float(plan["points"][-1]), mean + t * error)
    return [_round(low, plan["decimals"]), _round(high, plan["decimals"])]


def _round(value: float, decimals: int) -> float:
    return round(value * 10.0**decimals) / 10.0**decimals


# --- groups: composites, ranks, grades ---


def _of_group(export: Document, place: int, group: Document) -> Iterator[str]:
    plan = export["plan"]
    ranked = [organ for organ, yes in enumerate(group["ranked"]) if yes]
    score = [_score(export, place, group["organs"][organ]) for organ in ranked]
    if score != [group["score"][organ] for organ in ranked]:
        yield "scores"
    covariance = group["covariance"]
    error = [_round(sqrt(max(row[k], 0.0)), plan["decimals"]) for k, row in enumerate(covariance)]
    if error != [group["se"][organ] for organ in ranked]:
        yield "errors"
    z = _inverse((1 + plan["level"]) / 2)
    ends = [_interval(plan, one, se, z) for one, se in zip(score, error, strict=True)]
    if ends != [[side[organ] for side in group["interval"]] for organ in ranked]:
        yield "intervals"
    chance = _chance(covariance, export["seed"] + place, plan["draws"])
    test = _Test(score, covariance, chance, plan["level"])
    yield from _of_ranks(group, ranked, score, test)
    if plan["grades"] and _grades(plan, score, chance, len(group["organs"])) != [
        group["grade_counts"][organ] for organ in ranked
    ]:
        yield "chances of grades"


def _score(export: Document, place: int, organ: int) -> float:
    plan = export["plan"]
    whole = fsum(plan["dimension_weights"])
    dimensions = [weight / whole for weight in plan["dimension_weights"]]
    weights = plan["groups"][place]["panel_weights"]
    whole = fsum(weights)
    score = 0.0
    for panel, weight in zip(export["panels"], [one / whole for one in weights], strict=True):
        if weight:
            for share, mean in zip(dimensions, panel["means"][organ]["mean"], strict=True):
                if share:
                    score += weight * share * mean
    return _round(score, plan["decimals"])


def _of_ranks(group: Document, ranked: list[int], score: Row, test: "_Test") -> Iterator[str]:
    size = len(ranked)

    def published(name: str) -> list[list[int]]:
        return [[side[organ] for side in group[name]] for organ in ranked]

    if [1 + sum(other > one for other in score) for one in score] != [
        group["rank"][organ] for organ in ranked
    ]:
        yield "ranks"
    everywhere = [(j, k) for j in range(size) for k in range(size) if j != k]
    surely = test.better(everywhere)
    if _sets(surely, size) != published("sure_rank_set"):
        yield "simultaneous rank sets"
    alike = [
        [j != k and (j, k) not in surely and (k, j) not in surely for k in range(size)]
        for j in range(size)
    ]
    if alike != [[group["alike"][j][k] for k in ranked] for j in ranked]:
        yield "pairs that cannot be told apart"
    own = [
        _sets(test.better([pair for pair in everywhere if organ in pair]), size)[organ]
        for organ in range(size)
    ]
    if own != published("rank_set"):
        yield "marginal rank sets"


def _sets(better: set[tuple[int, int]], size: int) -> list[list[int]]:
    """Lowest and highest rank of each, where (j, k) says that j is better than k."""
    return [
        [1 + sum(k == organ for _, k in better), size - sum(j == organ for j, _ in better)]
        for organ in range(size)
    ]


class _Test:
    """Mogstad, Romano, Shaikh & Wilhelm (2024): pairs whose studentised difference exceeds what
    chance brings about, again without the pairs found, until nothing more is found.
    """

    def __init__(self, score: Row, covariance: list[Row], chance: list[Row], level: float) -> None:
        self.inverse: dict[tuple[int, int], float] = {}
        self.observed: dict[tuple[int, int], float] = {}
        self.chance = chance
        self.place = ceil(level * len(chance[0]) - 1e-9) - 1 if chance else 0
        for j, k in ((j, k) for j in range(len(score)) for k in range(len(score)) if j != k):
            both = covariance[j][j] + covariance[k][k]
            variance = both - (covariance[j][k] + covariance[k][j])
            difference = score[j] - score[k]
            if variance > 1e-12 * both:
                self.inverse[j, k] = 1 / sqrt(variance)
                self.observed[j, k] = difference * self.inverse[j, k]
            else:
                self.inverse[j, k] = 0.0
                self.observed[j, k] = 0.0 if difference == 0 else inf if difference > 0 else -inf

    def better(self, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
        left, found = set(pairs), set[tuple[int, int]]()
        while left:
            bar = sorted(self._largest(left))[self.place]
            new = {pair for pair in left if self.observed[pair] > bar}
            if not new:
                break
            found |= new
            left -= new
        return found

    def _largest(self, pairs: set[tuple[int, int]]) -> Row:
        most = [-inf] * len(self.chance[0])
        for j, k in combinations(range(len(self.chance)), 2):
            factor = self.inverse[j, k]
            values = zip(self.chance[j], self.chance[k], most, strict=True)
            if (j, k) in pairs and (k, j) in pairs:
                most = [max(m, abs((one - two) * factor)) for one, two, m in values]
            elif (j, k) in pairs:
                most = [max(m, (one - two) * factor) for one, two, m in values]
            elif (k, j) in pairs:
                most = [max(m, -((one - two) * factor)) for one, two, m in values]
        return most


def _grades(plan: Document, score: Row, chance: list[Row], size: int) -> list[list[int]]:
    rules = plan["grades"]
    drawn = [[one + x for x in row] for one, row in zip(score, chance, strict=True)]
    if rules["by"] == "rank":
        drawn = [[-float(rank) for rank in row] for row in _ranks(drawn)]
        bounds = [-float(floor(bound * size + 1e-9)) for bound in rules["bounds"]]
    else:
        bounds = rules["bounds"]
    found = []
    for row in drawn:
        reached = [sum(x >= bound for x in row) for bound in bounds]
        ends = [0, *reached, len(row)]
        found.append([high - low for low, high in pairwise(ends)])
    return found


def _ranks(drawn: list[Row]) -> list[list[int]]:
    columns = []
    for values in zip(*drawn, strict=True):
        order = sorted(values, reverse=True)
        columns.append([1 + order.index(value) for value in values])
    return [list(row) for row in zip(*columns, strict=True)]


# --- draws ---


def _chance(covariance: list[Row], seed: int, draws: int) -> list[Row]:
    """By organ: draws from the normal distribution with this covariance."""
    lower = _factor(covariance)
    size = len(lower)
    found = [[0.0] * draws for _ in range(size)]
    for k in range(size):
        normal = [_inverse(_uniform(seed, k * draws + draw)) for draw in range(draws)]
        for organ in range(k, size):
            factor = lower[organ][k]
            found[organ] = [x + factor * z for x, z in zip(found[organ], normal, strict=True)]
    return found


def _factor(covariance: list[Row]) -> list[Row]:
    size = len(covariance)
    rest = [list(row) for row in covariance]
    lower = [[0.0] * size for _ in range(size)]
    for k in range(size):
        if rest[k][k] <= covariance[k][k] * 1e-12:
            continue
        root = sqrt(rest[k][k])
        for i in range(k, size):
            lower[i][k] = rest[i][k] / root
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                rest[i][j] -= lower[i][k] * lower[j][k]
    return lower


_ALL = (1 << 64) - 1


def _uniform(seed: int, place: int) -> float:
    """SplitMix64."""
    bits = (seed + (place + 1) * 0x9E3779B97F4A7C15) & _ALL
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _ALL
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _ALL
    bits ^= bits >> 31
    return ((bits >> 12) + 0.5) * 2.0**-52


_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_MIDDLE = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
     1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187,
     1.0),
)  # fmt: skip
_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
     6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)  # fmt: skip


def _inverse(p: float) -> float:
    """Wichura's AS 241."""
    q = p - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(_CENTRE, 0.180625 - q * q)
    r = sqrt(-_logarithm(p if q < 0 else 1 - p))
    size = _ratio(_TAIL, r - 5) if r > 5 else _ratio(_MIDDLE, r - 1.6)
    return -size if q < 0 else size


def _ratio(both: Sequence[Sequence[float]], r: float) -> float:
    upper, lower = both[0][0], both[1][0]
    for one, two in zip(both[0][1:], both[1][1:], strict=True):
        upper = upper * r + one
        lower = lower * r + two
    return upper / lower


def _logarithm(x: float) -> float:
    f, e = frexp(x)
    if f < 0.7071067811865476:
        f, e = f * 2, e - 1
    y = (f - 1) / (f + 1)
    total = 1 / 31
    for term in range(15, 0, -1):
        total = total * (y * y) + 1 / (2 * term - 1)
    return e * 0.6931471805599453 + 2 * y * total


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        faults = check(json.load(file))
    print("\n".join(faults) or "the same to the last bit")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
