"""When a notice is tried again, and when it is given up."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import clock
from youwei.listening.wechat.rules.delivery import Outcome, judged, next_try
from youwei.listening.wechat.rules.messages import in_time

NOW = datetime(2026, 11, 23, 10, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("errcode", "outcome"),
    [
        (0, Outcome.SENT),
        (-1, Outcome.LATER),
        (40001, Outcome.TOKEN),
        (42001, Outcome.TOKEN),
        (40003, Outcome.GONE),
        (43004, Outcome.GONE),
        (45009, Outcome.LATER),
        (45015, Outcome.DROPPED),
        (99999, Outcome.LATER),
    ],
)
def test_error_numbers(errcode: int, outcome: Outcome) -> None:
    assert judged(errcode) is outcome


@given(st.integers(-5, 99_999))
def test_the_waits_grow_and_end(errcode: int) -> None:
    times = [next_try(tries, NOW, errcode) for tries in range(7)]
    assert times[-1] is None
    waits = [time - NOW for time in times if time is not None]
    assert waits == sorted(waits)
    assert len(waits) == 6


def test_a_quota_of_the_day_is_not_tried_every_minute() -> None:
    again = next_try(0, NOW, 45009)
    assert again is not None
    assert again - NOW >= timedelta(hours=6)


@pytest.mark.parametrize(
    ("timestamp", "fits"),
    [
        ("1000", True),
        ("700", True),
        ("699", False),
        ("1300", True),
        ("1301", False),
        ("", False),
        ("-1000", False),
        ("１０００", False),
        ("1e3", False),
        ("9" * 40, False),
    ],
)
def test_the_window_of_time(timestamp: str, fits: bool) -> None:
    assert in_time(timestamp, 1000.0) is fits
