"""The plan of a year from a seed: what is drawn, and then what shows every state today."""

from datetime import datetime

from youwei.simulation.drawing import Planner
from youwei.simulation.plan import SIZES, YearPlan
from youwei.simulation.scripted import scripted


def plan_year(seed: int, size: str, now: datetime) -> YearPlan:
    planner = Planner(seed, SIZES[size], now)
    drawn = planner.year()
    return YearPlan(
        seed=seed,
        size=planner.size,
        begins=planner.begins,
        ends=now,
        bad=planner.bad,
        good=planner.good,
        cases=(*drawn, *scripted(planner, first=len(drawn))),
        drawn=len(drawn),
    )
