"""Which clock runs, and how near its end is. Only a real-name disclosure has clocks by law."""

from dataclasses import dataclass
from datetime import date, timedelta

from youwei.listening.disclosures.rules.states import State

NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Day:
    """A last day, and whether its calendar is announced."""

    on: date
    provisional: bool


def running(state: State, *, named: bool, accept_due: Day, result_due: Day | None) -> Day | None:
    if not named:
        return None
    if state is State.RECEIVED:
        return accept_due
    return result_due if state is State.CONCLUDED else None


def light(day: Day | None, today: date) -> str:
    """The code of the light; empty where no clock runs."""
    if day is None:
        return ""
    if today > day.on:
        return "overdue"
    return "near" if day.on - today <= NEAR else "normal"
