"""How an organ behaves, as chances. Only the planted ones differ."""

from dataclasses import dataclass
from random import Random

from youwei.simulation.plan import Work


@dataclass(frozen=True, slots=True)
class Character:
    """`pace` is low, high and most usual share of the term at which it reports; `levels` weighs the
    writers' ratings from very satisfied to not clear; `handled` and `blamed` weigh how often it is
    the competent organ, and how often people complain about it.
    """

    pace: tuple[float, float, float]
    sent_back: float
    levels: tuple[int, int, int, int, int, int]
    handled: float
    blamed: float
    accepts_late: float


LEVELS = (
    *("very-satisfied", "satisfied", "fairly-satisfied"),
    *("dissatisfied", "very-dissatisfied", "not-clear"),
)
SILENT = 0.42  # share of the answered who do not rate; silence is never counted as satisfaction

USUAL = Character((0.25, 1.12, 0.7), 0.12, (18, 34, 24, 12, 6, 6), 1.0, 1.0, 0.12)
BAD = Character((0.6, 1.75, 1.15), 0.5, (2, 8, 18, 36, 30, 6), 2.4, 9.0, 0.5)
GOOD = Character((0.12, 0.75, 0.4), 0.02, (48, 36, 10, 2, 0, 4), 2.0, 0.3, 0.0)
_PATIENT_NEED = 0.62  # an organ that needs this share of its term may ask for more


def work_of(chance: Random, who: Character, *, ordinary: bool) -> Work:
    """What one duty will look like. Complaints about conduct are not handed around."""
    pace = chance.triangular(*who.pace)
    turns = chance.random() if ordinary else 1.0
    extension = ""
    if pace > _PATIENT_NEED and chance.random() < 0.14:
        extension = "granted" if chance.random() < 0.7 else "declined"
    return Work(
        accept_after=chance.uniform(2.2, 6) if chance.random() < who.accepts_late else 0.6,
        named=chance.random() < 0.45,
        objects=("upheld" if turns < 0.012 else "moved") if turns < 0.035 else "",
        offers=("taken" if turns > 0.955 else "declined") if 0.94 < turns < 0.985 else "",
        extension=extension,
        progress=chance.choice((0, 0, 1, 1, 2)),
        pace=pace,
        sent_back=(1 + (chance.random() < who.sent_back / 3))
        if chance.random() < who.sent_back
        else 0,
        check_after=chance.uniform(0.5, 3.5),
        recheck="fails" if chance.random() < who.sent_back / 3 else "holds",
    )


def level_of(chance: Random, who: Character) -> str:
    if chance.random() < SILENT:
        return ""
    return chance.choices(LEVELS, who.levels)[0]
