"""Facts kept in columns say what the rows say."""

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest

from youwei.kernel.actor import SYSTEM
from youwei.kernel.refusal import Refusal
from youwei.listening.figures.rules.facts import Facts

if TYPE_CHECKING:
    from tests.listening.figures.course import Course


@pytest.mark.usefixtures("still")
def test_a_large_campaign_is_counted_from_what_the_night_kept(
    course: "Course", monkeypatch: pytest.MonkeyPatch
) -> None:
    from youwei.listening.figures.jobs import keep_facts_of_large_campaigns
    from youwei.listening.figures.queries import facts as queries

    course.answered(course.sent()[1])
    course.conduct()
    assert keep_facts_of_large_campaigns() == 0, "a small one is counted as it stands"
    monkeypatch.setattr(queries, "LIVE", 1)
    monkeypatch.setattr("youwei.listening.figures.jobs.LIVE", 1)
    live = queries.read_facts(course.campaign)
    assert keep_facts_of_large_campaigns() == 1
    assert keep_facts_of_large_campaigns() == 1, "in place of those of yesterday"
    course.hand_in()
    kept = queries.facts_of(course.campaign).facts
    for one in fields(Facts):
        assert np.array_equal(getattr(kept, one.name), getattr(live, one.name)), one.name


def test_nobody_keeps_facts_or_releases_by_hand(course: "Course") -> None:
    from youwei.listening.figures.operations import keep_facts, release
    from youwei.listening.figures.rules.quarters import Quarter

    with pytest.raises(Refusal):
        keep_facts(actor=course.cast.office, campaign=course.campaign)
    with pytest.raises(Refusal):
        release(
            actor=course.cast.office,
            campaign=course.campaign,
            quarter=Quarter(2026, 1),
            tables=[],
        )
    assert SYSTEM.label
