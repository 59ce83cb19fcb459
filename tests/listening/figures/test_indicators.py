from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from youwei.kernel import clock

if TYPE_CHECKING:
    from tests.listening.figures.course import Course


@pytest.mark.usefixtures("still")
class TestIndicators:
    def test_complaint_counts_are_not_offered(self) -> None:
        """C-38: nobody gains by few complaints."""
        from youwei.listening.figures.indicators import INDICATORS

        assert set(INDICATORS) == {
            "answered_in_time",
            "verified_first_time",
            "reopened",
            "satisfied",
        }

    def test_each_value_stands_beside_its_n_and_its_rows(self, course: "Course") -> None:
        from youwei.listening.figures.indicators import INDICATORS
        from youwei.listening.figures.rules.periods import Period

        first, duty = course.sent()
        course.answered(duty)
        course.rated(first, "very-satisfied")
        second, duty = course.sent()
        course.answered(duty, sent_back=1)
        course.rated(second, "not-clear")
        course.sent()  # never answered
        course.conduct(times=3)
        period = Period(date(2026, 1, 1), date(2027, 12, 31))
        with clock.at(clock.now() + timedelta(days=300)):
            found = {
                code: one.measure(course.cast.province.bureau, period)
                for code, one in INDICATORS.items()
            }
        values = {code: (one.hits, one.n) for code, one in found.items()}
        assert values == {
            "answered_in_time": (2, 3),
            "verified_first_time": (1, 2),
            "reopened": (0, 2),
            "satisfied": (1, 1),
        }
        for one in found.values():
            assert one.rows.count() + one.owed.count() == one.n
            assert one.met.count() == one.hits

    def test_of_nothing_there_is_no_value(self, course: "Course") -> None:
        from youwei.listening.figures.indicators import INDICATORS
        from youwei.listening.figures.rules.periods import Period

        period = Period(date(2026, 1, 1), date(2026, 12, 31))
        for one in INDICATORS.values():
            assert one.measure(course.cast.province.commission, period).value is None
