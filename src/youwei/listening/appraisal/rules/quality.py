"""Signs that make somebody look again. None of them leaves a ballot out by itself."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from youwei.foundation.rulebook.rules.appraisal import QualityRules
from youwei.listening.appraisal.rules.ballots import NOT_CLEAR, SKIPPED, Ballot, Pace


class Sign(StrEnum):
    SAME = "same"  # 一律同答: one level for everything
    FAST = "fast"  # 作答过快
    BURST = "burst"  # 集中提交: a day on which a panel sent far more than on others
    ALIKE = "alike"  # 雷同: many ballots that agree in every answer


_SILENT = frozenset({NOT_CLEAR, SKIPPED})
ALIKE_FROM = 5  # answers; ballots with fewer agree by chance
DAYS_FROM = 3  # a panel that voted on fewer days has no other days to compare with


@dataclass(frozen=True, slots=True)
class Effect:
    """`mean_all` and `mean_without` (those with the sign): of all answers of the panel, unweighted,
    0 to 100; None where there is none.
    """

    panel: str
    sign: Sign
    ballots: int
    of: int
    mean_all: float | None
    mean_without: float | None


def signs_of(ballots: Sequence[Ballot], rules: QualityRules) -> list[frozenset[Sign]]:
    """For each ballot the signs that it bears, in the same order."""
    found: list[set[Sign]] = [set() for _ in ballots]
    for signs, ballot in zip(found, ballots, strict=True):
        levels = _levels(ballot)
        if len(levels) >= rules.same_from and len(set(levels)) == 1:
            signs.add(Sign.SAME)
        if ballot.pace is Pace.FAST:
            signs.add(Sign.FAST)
    for number in _bursts(ballots, rules.day_share):
        found[number].add(Sign.BURST)
    for number in _alike(ballots, rules.alike):
        found[number].add(Sign.ALIKE)
    return [frozenset(signs) for signs in found]


def effects(
    ballots: Sequence[Ballot],
    signs: Sequence[frozenset[Sign]],
    values: Mapping[str, int],
) -> list[Effect]:
    """By panel and sign; `values` of the letters of a ballot."""
    panels: dict[str, list[int]] = defaultdict(list)
    for number, ballot in enumerate(ballots):
        panels[ballot.panel].append(number)
    sums = [_sum(ballot, values) for ballot in ballots]
    made = []
    for panel, members in panels.items():
        for sign in Sign:
            rest = [n for n in members if sign not in signs[n]]
            made.append(
                Effect(
                    panel=panel,
                    sign=sign,
                    ballots=len(members) - len(rest),
                    of=len(members),
                    mean_all=_mean([sums[n] for n in members]),
                    mean_without=_mean([sums[n] for n in rest]),
                )
            )
    return made


def _levels(ballot: Ballot) -> str:
    return "".join(
        letter for letters in ballot.answers.values() for letter in letters if letter not in _SILENT
    )


def _sum(ballot: Ballot, values: Mapping[str, int]) -> tuple[int, int]:
    levels = _levels(ballot)
    return len(levels), sum(values[letter] for letter in levels)


def _mean(sums: Sequence[tuple[int, int]]) -> float | None:
    answers = sum(number for number, _ in sums)
    return sum(total for _, total in sums) / answers if answers else None


def _bursts(ballots: Sequence[Ballot], share: int) -> list[int]:
    days: dict[str, Counter[int]] = defaultdict(Counter)
    for ballot in ballots:
        days[ballot.panel][ballot.day] += 1
    crowded = {
        (panel, day)
        for panel, counted in days.items()
        if len(counted) >= DAYS_FROM
        for day, number in counted.items()
        if 100 * number > share * counted.total()
    }
    return [n for n, one in enumerate(ballots) if (one.panel, one.day) in crowded]


def _alike(ballots: Sequence[Ballot], share: int) -> list[int]:
    """Ballots of one panel about the same organs; more than `share` per cent agree in all."""
    asked: dict[tuple[str, tuple[int, ...]], list[int]] = defaultdict(list)
    for number, ballot in enumerate(ballots):
        if len(_levels(ballot)) >= ALIKE_FROM:
            asked[ballot.panel, tuple(sorted(ballot.answers))].append(number)
    found = []
    for members in asked.values():
        same: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number in members:
            same[_pattern(ballots[number])].append(number)
        for group in same.values():
            if len(group) >= ALIKE_FROM and 100 * len(group) > share * len(members):
                found.extend(group)
    return found


def _pattern(ballot: Ballot) -> tuple[str, ...]:
    return tuple(ballot.answers[organ] for organ in sorted(ballot.answers))
