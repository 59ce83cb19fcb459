"""What nobody does in time climbs: duties of complaints by the ladder, retaliation and transfers by
clocks of their own (test_retaliation.py, test_transfers.py).
"""

from datetime import timedelta
from typing import Any

import pytest
from tests.harness.clients import html_of
from tests.listening.complaints.cast import Cast
from tests.listening.followup.ways import HandIn, sent

from youwei.config.schedule import JOBS
from youwei.foundation.duties.jobs import remind_and_escalate
from youwei.foundation.duties.models import Escalation
from youwei.kernel import clock


@pytest.mark.usefixtures("still")
def test_a_complaint_that_nobody_answers_reaches_the_leading_group(
    cast: Cast, hand_in: HandIn, desk: Any
) -> None:
    _, duty = sent(cast, hand_in)
    late = clock.now() + timedelta(days=(duty.due_on - clock.today()).days + 30)
    with clock.at(late):
        remind_and_escalate()
        told = {(row.rung, row.to) for row in Escalation.objects.filter(duty=duty)}
        page = html_of(desk(cast.leading).get("/desk/"))
    assert ("office-follow-up", "office") in told
    assert ("leading-group", "leading_group") in told
    assert duty.title in page


def test_every_clock_of_this_app_is_in_the_schedule() -> None:
    scheduled = {job.function.rpartition(".")[2] for job in JOBS if ".followup." in job.function}
    assert scheduled == {
        "draw_call_backs",
        "follow_silence",
        "remind_of_transfers",
        "watch_retaliation",
    }
