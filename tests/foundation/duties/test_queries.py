"""The light in the database is the light on paper; lists show what waits, and nothing else."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.foundation.duties.parties import Parties, later
from youwei.foundation.duties.access import sees_campaigns
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import extending
from youwei.foundation.duties.queries import (
    LedgerFilter,
    inbox,
    ledger,
    ledger_rows,
    light_counts,
    lit,
    owners,
    waits_until,
)
from youwei.foundation.duties.rules.lights import Light, light
from youwei.foundation.duties.rules.states import ENDED, State
from youwei.kernel import clock

TODAY = date(2026, 11, 23)
DAYS = st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """What the table can hold: a report has its day, an end its time."""
    state = draw(st.sampled_from(State))
    start, length = draw(DAYS), draw(st.integers(0, 90))
    reported = state in {State.REPORTED, State.VERIFIED}
    return {
        "state": state,
        "starts_on": start,
        "due_on": start + timedelta(days=length),
        "near_from": start + timedelta(days=draw(st.integers(0, length))),
        "behind_from": draw(st.none() | DAYS),
        "reported_on": draw(DAYS) if reported else None,
        "times_sent_back": draw(st.integers(0, 2)),
        "ended_at": clock.now() if state in ENDED else None,
    }


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_rows=st.lists(rows(), min_size=1, max_size=30), today=DAYS)
def test_the_light_in_the_database_is_the_pure_rule(
    parties: Parties, given_rows: list[dict[str, Any]], today: date
) -> None:
    model = parties.duty()
    with transaction.atomic():
        Duty.objects.bulk_create(
            Duty(
                campaign=model.campaign,
                number=f"T{n}",
                kind="task",
                origin="task:light",
                title="t",
                owner=model.owner,
                verifier=model.verifier,
                term="20wd",
                objection_until=today,
                **row,
            )
            for n, row in enumerate(given_rows)
        )
        found = lit(Duty.objects.filter(origin="task:light"), today)
        assert [duty.shown_light for duty in found] == [light(duty.plan, today) for duty in found]
        counted = light_counts(found, today)
        assert {name: n for name, n in counted.items() if n} == {
            name: sum(duty.shown_light == name for duty in found)
            for name in {Light(duty.shown_light) for duty in found}
        }
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("state", "who", "section"),
    [
        (State.ASSIGNED, "owner", "to_accept"),
        (State.OBJECTED, "office", "objections"),
        (State.HANDLING, "owner", "to_do"),
        (State.REPORTED, "verifier", "to_check"),
    ],
)
def test_each_state_waits_for_one_side(
    parties: Parties, state: State, who: str, section: str
) -> None:
    duty = parties.duty_in(state)
    for name in ("owner", "verifier", "office", "offered"):
        found = inbox(getattr(parties, name))
        filled = {
            part: [one.number for one in getattr(found, part)]
            for part in ("to_accept", "to_do", "to_check", "objections", "offered")
            if getattr(found, part)
        }
        assert filled == ({section: [duty.number]} if name == who else {})


def test_an_offer_waits_for_whoever_may_take_it(parties: Parties) -> None:
    duty = parties.offered_duty()
    assert [one.pk for one in inbox(parties.offered).offered] == [duty.pk]
    assert [one.pk for one in inbox(parties.owner).to_do] == [duty.pk]


def test_extensions_and_second_looks_wait_until_they_are_decided(parties: Parties) -> None:
    duty, cleared = parties.duty_in(State.HANDLING), parties.duty_in(State.VERIFIED)
    extension = extending.ask_extension(
        actor=parties.owner, duty=duty, until=duty.due_on + timedelta(days=5), reason="等批复"
    )
    assert [one.pk for one in inbox(parties.office).extensions] == [extension.pk]
    assert inbox(parties.verifier).extensions == ()
    assert inbox(parties.verifier).rechecks == ()
    with later(95):
        assert [one.duty_id for one in inbox(parties.verifier).rechecks] == [cleared.pk]
        assert inbox(parties.owner).rechecks == ()
    extending.decide_extension(
        actor=parties.office, extension=extension, granted=False, decision="不同意"
    )
    assert inbox(parties.office).extensions == ()


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (State.ASSIGNED, date(2026, 11, 25)),  # two working days to sign
        (State.OBJECTED, None),
        (State.HANDLING, date(2026, 12, 21)),
        (State.REPORTED, date(2026, 11, 30)),  # five working days for the check
        (State.VERIFIED, None),
        (State.RECALLED, None),
    ],
)
def test_by_when_the_next_step_is_taken(parties: Parties, state: State, day: date | None) -> None:
    waiting = waits_until(parties.duty_in(state))
    assert (waiting.on if waiting else None) == day


class TestTheLedger:
    @pytest.fixture
    def filled(self, parties: Parties) -> dict[str, Duty]:
        from youwei.foundation.duties.operations import assigning

        handled = parties.duty_in(State.HANDLING, title="补贴迟迟不到账")
        cleared = parties.duty_in(State.VERIFIED, title="窗口无人值守")
        moved = assigning.reassign(
            actor=parties.office,
            duty=parties.duty(title="热线无人接听"),
            owner=parties.province.agency,
        )
        return {"handled": handled, "cleared": cleared, "moved": moved}

    @pytest.mark.parametrize(
        ("wanted", "shown"),
        [
            (LedgerFilter(), {"handled", "cleared", "moved"}),
            (LedgerFilter(words="无人"), {"cleared", "moved"}),
            (LedgerFilter(words="没有这样的"), set()),
            (LedgerFilter(state="handling"), {"handled"}),
            (LedgerFilter(light="done"), {"cleared"}),
            (LedgerFilter(light="normal"), {"handled", "moved"}),
            (LedgerFilter(open_only=True), {"handled", "moved"}),
            (LedgerFilter(kind="task"), {"handled", "cleared", "moved"}),
            (LedgerFilter(kind="complaint"), set()),
            (LedgerFilter(words="无人", open_only=True), {"moved"}),
        ],
    )
    def test_each_filter_narrows(
        self,
        parties: Parties,
        filled: dict[str, Duty],
        wanted: LedgerFilter,
        shown: set[str],
    ) -> None:
        found = {duty.pk for duty in ledger(parties.office, wanted)}
        assert found == {filled[name].pk for name in shown}

    def test_by_number_and_by_organ(self, parties: Parties, filled: dict[str, Duty]) -> None:
        number = filled["handled"].number.lower()
        assert [d.pk for d in ledger(parties.office, LedgerFilter(words=number))] == [
            filled["handled"].pk
        ]
        agency = LedgerFilter(owner_id=parties.province.agency.pk)
        assert [d.pk for d in ledger(parties.office, agency)] == [filled["moved"].pk]

    def test_an_organ_sees_its_own_rows(self, parties: Parties, filled: dict[str, Duty]) -> None:
        mine = {duty.pk for duty in ledger(parties.owner, LedgerFilter())}
        assert mine == {filled["handled"].pk, filled["cleared"].pk}
        assert len(ledger(parties.verifier, LedgerFilter())) == 3
        assert {d.pk for d in ledger(parties.offered, LedgerFilter())} == {filled["moved"].pk}

    @pytest.mark.parametrize("who", ["owner", "verifier", "office", "offered"])
    def test_list_rows_and_organs_are_of_the_same_duties(
        self, parties: Parties, filled: dict[str, Duty], who: str
    ) -> None:
        actor = getattr(parties, who)
        listed = ledger(actor, LedgerFilter())
        assert {duty.pk for duty in ledger_rows(actor)} == {duty.pk for duty in listed}
        assert {organ.pk for organ in owners(actor)} == {duty.owner_id for duty in listed}

    @pytest.mark.parametrize("who", ["owner", "verifier", "office"])
    @pytest.mark.parametrize("shown", ["", "normal", "done", "overdue"])
    def test_counts_are_of_what_the_filter_shows(
        self, parties: Parties, filled: dict[str, Duty], who: str, shown: str
    ) -> None:
        actor, wanted = getattr(parties, who), LedgerFilter(light=shown)
        listed = ledger(actor, wanted)
        counted = light_counts(listed, clock.today(), wanted, few=not sees_campaigns(actor))
        assert {name: n for name, n in counted.items() if n} == Counter(
            Light(duty.shown_light) for duty in listed
        )


def test_sqlite_walks_the_ledger_in_its_order(parties: Parties) -> None:
    """It would sort every duty that the office sees, for each page."""
    parties.duty()
    keys = ledger(parties.office, LedgerFilter()).values_list("pk", flat=True)
    if connection.vendor == "sqlite":
        assert "duty_in_order" in keys.explain()
