"""Reminders and escalation, and dates after a new calendar."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest

from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties import jobs
from youwei.foundation.duties.models import Duty, Escalation
from youwei.foundation.duties.operations import extending
from youwei.foundation.duties.operations.following import escalate
from youwei.foundation.duties.queries import climbing, inbox
from youwei.foundation.duties.rules.states import State
from youwei.foundation.journal.queries import history
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.calendar import WorkCalendar
from youwei.kernel.deadlines import Term

LADDER = [
    "first-reminder",
    "last-reminder",
    "overdue-notice",
    "office-follow-up",
    "leading-group",
]


def climbed(duty: Duty) -> list[str]:
    """Codes in the order in which they were climbed."""
    return list(dict.fromkeys(duty.escalations.values_list("rung", flat=True)))


def remind_each_day(first: date, last: date) -> list[int]:
    found = []
    while first <= last:
        with later((first - clock.today()).days):
            found.append(jobs.remind_and_escalate())
        first += timedelta(days=1)
    return found


class TestTheLadder:
    def test_each_rung_once_and_in_order(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        counts = remind_each_day(clock.today(), duty.due_on + timedelta(days=25))
        assert climbed(duty) == LADDER
        assert sum(counts) == len(LADDER)
        assert duty.escalations.count() == 1 + 2 + 3 + 2 + 3

    def test_a_second_run_adds_nothing(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        with later(60):
            assert jobs.remind_and_escalate() == len(LADDER)
            before = duty.escalations.count()
            assert jobs.remind_and_escalate() == 0
            assert duty.escalations.count() == before
        assert [e.kind for e in history(duty.subject)].count("duties.escalated") == len(LADDER)

    def test_another_worker_at_the_same_time_does_not_break_the_rest(
        self, parties: Parties
    ) -> None:
        first, second = parties.duty_in(State.HANDLING), parties.duty_in(State.HANDLING)
        with later(60):
            campaign = parties.province.campaign
            seen = climbing(campaign, clock.today())
            for duty, rung in seen[:2]:
                escalate(actor=SYSTEM, duty=duty, rung=rung)
            with patch.object(jobs, "climbing", return_value=seen):
                assert jobs.remind_and_escalate() == len(seen) - 2
        assert climbed(first) == climbed(second) == LADDER

    @pytest.mark.parametrize("state", [State.REPORTED, State.VERIFIED, State.RECALLED])
    def test_what_is_reported_or_over_is_nobodys_delay(
        self, parties: Parties, state: State
    ) -> None:
        parties.duty_in(state)
        with later(60):
            assert jobs.remind_and_escalate() == 0

    def test_a_new_due_date_has_a_ladder_of_its_own(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)
        until = duty.due_on + timedelta(days=10)
        with later((duty.due_on - clock.today()).days):
            assert jobs.remind_and_escalate() == 2
            extension = extending.ask_extension(
                actor=parties.owner, duty=duty, until=until, reason="等批复"
            )
            extending.decide_extension(
                actor=parties.office, extension=extension, granted=True, decision="同意"
            )
            assert jobs.remind_and_escalate() == 0
        with later((until - clock.today()).days):
            assert jobs.remind_and_escalate() == 2

    def test_each_level_reads_its_own_steps(self, parties: Parties) -> None:
        duty = parties.duty_in(State.HANDLING)

        def told() -> dict[str, list[str]]:
            people = ("owner", "lead", "verifier", "office", "leading")
            return {
                who: [step.rung for step in inbox(getattr(parties, who)).escalated]
                for who in people
            }

        with later((duty.due_on - clock.today()).days + 1):
            jobs.remind_and_escalate()
            notice = ["overdue-notice"]
            assert told() == {
                "owner": notice,
                "lead": notice,
                "verifier": [],
                "office": notice,
                "leading": [],
            }
        with later(60):
            jobs.remind_and_escalate()
            last = ["leading-group"]
            assert told() == {
                "owner": notice,
                "lead": last,
                "verifier": [],
                "office": last,
                "leading": last,
            }


@pytest.fixture
def announced() -> Iterator[WorkCalendar]:
    """The year 2027 as if the State Council had announced it, with a week off in January."""
    known = calendar()
    newer = replace(
        known,
        version="test-2027",
        sources={**known.sources, 2027: "a notice of this test"},
        holidays=known.holidays | {date(2027, 1, day) for day in (1, 4, 5, 6, 7, 8)},
    )
    with (
        patch.object(jobs, "calendar", lambda: newer),
        patch("youwei.foundation.duties.operations.following.calendar", lambda: newer),
        patch("youwei.foundation.duties.queries.calendar", lambda: newer),
    ):
        yield newer


class TestRecomputing:
    def test_provisional_dates_become_final(
        self, parties: Parties, request: pytest.FixtureRequest
    ) -> None:
        duty = parties.duty_in(State.HANDLING, term=Term.parse("40wd"))
        settled = parties.duty_in(State.HANDLING)
        before = (duty.due_on, duty.due_provisional)
        assert before == (date(2027, 1, 19), True)
        assert jobs.recompute_provisional_dates() == 0
        request.getfixturevalue("announced")
        assert jobs.recompute_provisional_dates() == 1
        assert jobs.recompute_provisional_dates() == 0
        duty.refresh_from_db()
        assert (duty.due_on, duty.due_provisional) == (date(2027, 1, 26), False)
        assert duty.near_from <= duty.due_on
        assert "duties.due_date_recomputed" in [e.kind for e in history(duty.subject)]
        settled_on = settled.due_on
        settled.refresh_from_db()
        assert settled.due_on == settled_on

    def test_a_day_that_the_next_notice_may_still_move_waits_quietly(
        self, parties: Parties
    ) -> None:
        """The last week of December belongs to the New Year notice."""
        duty = parties.duty_in(State.HANDLING, term=Term.parse("25wd"))
        assert (duty.due_on, duty.due_provisional) == (date(2026, 12, 28), True)
        assert jobs.recompute_provisional_dates() == 0

    def test_a_day_that_was_granted_stands(
        self, parties: Parties, request: pytest.FixtureRequest
    ) -> None:
        duty = parties.duty_in(State.HANDLING, term=Term.parse("40wd"))
        until = duty.due_on + timedelta(days=5)
        extension = extending.ask_extension(
            actor=parties.owner, duty=duty, until=until, reason="等批复"
        )
        extending.decide_extension(
            actor=parties.office, extension=extension, granted=True, decision="同意"
        )
        request.getfixturevalue("announced")
        jobs.recompute_provisional_dates()
        duty.refresh_from_db()
        assert (duty.due_on, duty.due_provisional) == (until, False)


def test_steps_of_the_ladder_cannot_be_stored_twice(parties: Parties) -> None:
    from django.db import IntegrityError, transaction

    duty = parties.duty()
    Escalation.objects.create(duty=duty, rung="last-reminder", to="owner", due_on=duty.due_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.create(duty=duty, rung="last-reminder", to="owner", due_on=duty.due_on)
