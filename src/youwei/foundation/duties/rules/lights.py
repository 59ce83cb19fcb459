"""The light of a duty: one pure function of plan, date and quality (domain B.5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from youwei.foundation.duties.rules.states import State


class Light(StrEnum):
    """Shown by colour, shape and word. A late end stays visible."""

    NORMAL = "normal"
    NEAR = "near"  # 临期
    BEHIND = "behind"  # 滞后: progress lags, or sent back by the check
    OVERDUE = "overdue"  # 逾期
    DONE = "done"  # 销号
    DONE_LATE = "done_late"  # 逾期销号
    RECALLED = "recalled"  # 撤回


ENDED = frozenset({Light.DONE, Light.DONE_LATE, Light.RECALLED})


@dataclass(frozen=True, slots=True)
class Plan:
    """`near_from` is the first day on which the duty counts as near due; `behind_from` the first on
    which its progress lags, where progress is planned; `ended_on` the day of the report in force.
    """

    state: State
    near_from: date
    due_on: date
    behind_from: date | None = None
    ended_on: date | None = None
    sent_back: bool = False


def light(plan: Plan, today: date) -> Light:
    """Lateness is measured to the day of the report, not of the check: the owner answers for its
    own days.
    """
    if plan.state is State.RECALLED:
        return Light.RECALLED
    if plan.state is State.VERIFIED:
        late = plan.ended_on is not None and plan.ended_on > plan.due_on
        return Light.DONE_LATE if late else Light.DONE
    reached = plan.ended_on if plan.state is State.REPORTED and plan.ended_on else today
    if reached > plan.due_on:
        return Light.OVERDUE
    if plan.state is State.REPORTED:
        return Light.NORMAL
    if today >= plan.near_from:
        return Light.NEAR
    lags = plan.behind_from is not None and today >= plan.behind_from
    returned = plan.sent_back and plan.state is State.HANDLING
    return Light.BEHIND if lags or returned else Light.NORMAL
