"""What the figures count of cases that took their course."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import clock
from youwei.listening.figures.rules.counting import quantile

if TYPE_CHECKING:
    from tests.listening.figures.course import Course


@pytest.mark.usefixtures("still")
class TestAnswers:
    def test_what_was_late_stays_late_though_the_second_answer_is_in_time(
        self, course: "Course"
    ) -> None:
        receipt, duty = course.sent()
        with clock.at(clock.now() + timedelta(days=200)):
            course.answered(duty)
            duty = course.reopened(receipt)
            course.answered(duty)
        with clock.at(clock.now() + timedelta(days=400)):
            found = course.all_figures()
        assert (found["to_answer"], found["answered_in_time"]) == (2, 1)
        assert (found["answered"], found["reopened"]) == (2, 1)
        assert found["timed"] == 1, "days run to the first answer"

    def test_who_never_answers_is_not_in_time(self, course: "Course") -> None:
        course.sent()
        assert course.all_figures()["to_answer"] == 0, "the last day has not come yet"
        with clock.at(clock.now() + timedelta(days=400)):
            found = course.all_figures()
        assert (found["to_answer"], found["answered_in_time"]) == (1, 0)

    def test_an_answer_that_was_sent_back_did_not_pass_at_once(self, course: "Course") -> None:
        course.answered(course.sent()[1], sent_back=2)
        course.answered(course.sent()[1])
        found = course.all_figures()
        assert (found["answered"], found["sent_back"], found["verified_first_time"]) == (2, 1, 1)

    def test_what_was_sent_back_before_a_reopening_is_not_held_against_the_next_answer(
        self, course: "Course"
    ) -> None:
        receipt, duty = course.sent()
        course.answered(duty, sent_back=1)
        course.answered(course.reopened(receipt))
        found = course.all_figures()
        assert (found["answered"], found["sent_back"]) == (2, 1)

    def test_silence_and_not_clear_are_no_satisfaction(self, course: "Course") -> None:
        for level in ("satisfied", "dissatisfied", "not-clear", None):
            receipt, duty = course.sent()
            course.answered(duty)
            if level is not None:
                course.rated(receipt, level)
        found = course.all_figures()
        assert (found["satisfied"], found["rated"]) == (1, 2)
        assert (found["not_clear"], found["silent"]) == (1, 1)
        assert found["level.dissatisfied"] == 1

    def test_whoever_joined_a_matter_counts_and_rates_for_themselves(
        self, course: "Course"
    ) -> None:
        from tests.listening.complaints.cast import case_of

        from youwei.listening.complaints.operations import triage

        bureau = course.cast.province.bureau
        first, second = (course.hand_in(about_organ=bureau) for _ in range(2))
        lead = triage.accept(actor=course.cast.office, case=case_of(first))
        triage.merge(actor=course.cast.office, case=case_of(second), lead=lead)
        from youwei.listening.complaints.operations import sending

        duty = sending.dispatch(
            actor=course.cast.office,
            case=lead,
            owner=bureau,
            verifier=course.cast.province.office,
        )
        course.answered(duty)
        course.rated(second, "dissatisfied")
        found = course.all_figures()
        assert (found["received"], found["answered"]) == (2, 2)
        assert (found["satisfied"], found["rated"], found["silent"]) == (0, 1, 1)

    def test_a_case_that_nobody_read_is_late_from_the_day_after(self, course: "Course") -> None:
        from tests.listening.complaints.cast import case_of

        case = case_of(course.hand_in())
        due = case.triage_due_on - clock.today()
        with clock.at(clock.now() + due):
            assert course.all_figures()["to_accept"] == 0
        with clock.at(clock.now() + due + timedelta(days=1)):
            found = course.all_figures()
        assert (found["to_accept"], found["accepted_in_time"]) == (1, 0)

    def test_days_run_from_acceptance_to_the_first_answer(self, course: "Course") -> None:
        _, duty = course.sent()
        with clock.at(clock.now() + timedelta(days=9)):
            course.answered(duty)
            found = course.all_figures()
        assert (found["median_days"], found["ninth_days"]) == (9, 9)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=80), st.sampled_from([0.5, 0.9]))
def test_quantiles_from_the_histogram_are_those_of_numpy(days: list[int], share: float) -> None:
    histogram = np.bincount(days, minlength=401).astype(np.int64)
    assert quantile(histogram, share) == np.quantile(days, share, method="inverted_cdf")


def test_of_nobody_there_is_no_quantile() -> None:
    assert quantile(np.zeros(401, dtype=np.int64), 0.5) is None
