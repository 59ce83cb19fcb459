from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.foundation.duties.rules.lights import Light, Plan, light
from youwei.foundation.duties.rules.states import DUTY, ENDED, State

DUE = date(2016, 5, 20)
NEAR = date(2016, 5, 16)
OPEN = Plan(state=State.HANDLING, near_from=NEAR, due_on=DUE)


@pytest.mark.parametrize(
    ("plan", "today", "shown"),
    [
        (OPEN, date(2016, 5, 15), Light.NORMAL),
        (OPEN, NEAR, Light.NEAR),
        (OPEN, DUE, Light.NEAR),
        (OPEN, date(2016, 5, 21), Light.OVERDUE),
        (replace(OPEN, state=State.ASSIGNED), date(2016, 5, 21), Light.OVERDUE),
        (replace(OPEN, state=State.OBJECTED), date(2016, 5, 21), Light.OVERDUE),
        (replace(OPEN, sent_back=True), date(2016, 5, 1), Light.BEHIND),
        (replace(OPEN, sent_back=True), NEAR, Light.NEAR),
        (replace(OPEN, behind_from=date(2016, 5, 2)), date(2016, 5, 1), Light.NORMAL),
        (replace(OPEN, behind_from=date(2016, 5, 2)), date(2016, 5, 2), Light.BEHIND),
        # Reported in time waits for the check, however long that takes.
        (replace(OPEN, state=State.REPORTED, ended_on=DUE), date(2016, 7, 1), Light.NORMAL),
        (
            replace(OPEN, state=State.REPORTED, ended_on=date(2016, 5, 21)),
            date(2016, 5, 21),
            Light.OVERDUE,
        ),
        (replace(OPEN, state=State.VERIFIED, ended_on=DUE), date(2016, 7, 1), Light.DONE),
        # Lateness stays visible after completion.
        (
            replace(OPEN, state=State.VERIFIED, ended_on=date(2016, 5, 21)),
            date(2017, 1, 1),
            Light.DONE_LATE,
        ),
        (replace(OPEN, state=State.RECALLED), date(2017, 1, 1), Light.RECALLED),
    ],
)
def test_the_light_follows_plan_date_and_quality(plan: Plan, today: date, shown: Light) -> None:
    assert light(plan, today) is shown


@given(st.sampled_from(State), st.integers(-400, 400), st.booleans())
def test_an_open_duty_past_its_date_never_looks_well(
    state: State, days: int, sent_back: bool
) -> None:
    shown = light(replace(OPEN, state=state, sent_back=sent_back), DUE + timedelta(days=days))
    if state not in ENDED and state is not State.REPORTED and days > 0:
        assert shown is Light.OVERDUE


def test_the_state_table_is_sound() -> None:
    DUTY.check()
