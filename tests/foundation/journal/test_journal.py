from dataclasses import dataclass

import pytest
from django.db import connection

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.journal.operations import JournalFault, operation, record
from youwei.foundation.journal.queries import history, trail
from youwei.foundation.journal.queries.verifying import verify
from youwei.foundation.journal.rules.faults import Fault
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Stirred(Event):
    kind = "tests.stirred"
    title = "Stirred"
    turns: int


@operation
def stir(*, actor: Actor, turns: int, pot: str = "pot:1", meal: str | None = None) -> None:
    record(actor=actor, event=Stirred(turns=turns), subject=pot, trail=meal)


@operation
def cook(*, actor: Actor) -> None:
    stir(actor=actor, turns=1, pot="pot:1", meal="meal:1")
    record(actor=actor, event=Stirred(turns=0), subject="meal:1")


@operation
def forget(*, actor: Actor) -> None:
    JournalEvent.objects.count()


@operation
def repeat(*, actor: Actor) -> None:
    for turns in range(2):
        record(actor=actor, event=Stirred(turns=turns), subject="pot:1")


@operation
def fail(*, actor: Actor) -> None:
    stir(actor=actor, turns=1)
    record(actor=actor, event=Stirred(turns=2), subject="pot:1")
    raise ValueError("burnt")


class TestAnOperation:
    def test_records_one_event_with_its_fields(self) -> None:
        stir(actor=SYSTEM, turns=3)
        (entry,) = history("pot:1")
        assert (entry.title, entry.actor_label, entry.data) == ("Stirred", "system", {"turns": 3})

    @pytest.mark.parametrize("wrong", [forget, repeat])
    def test_with_no_event_or_two_is_a_fault_and_leaves_nothing(self, wrong: object) -> None:
        assert callable(wrong)
        with pytest.raises(JournalFault):
            wrong(actor=SYSTEM)
        assert not JournalEvent.objects.exists()

    def test_that_fails_takes_the_inner_ones_along(self) -> None:
        with pytest.raises(ValueError, match="burnt"):
            fail(actor=SYSTEM)
        assert not JournalEvent.objects.exists()

    def test_may_call_others_whose_events_join_its_trail(self) -> None:
        cook(actor=SYSTEM)
        assert [entry.data["turns"] for entry in trail("meal:1")] == [1, 0]
        assert len(history("meal:1")) == 1

    def test_must_be_keyword_only_with_actor(self) -> None:
        with pytest.raises(TypeError, match="keyword-only"):

            @operation
            def wrong(actor: Actor) -> None: ...

    def test_is_the_only_place_to_record(self) -> None:
        with pytest.raises(JournalFault):
            record(actor=SYSTEM, event=Stirred(turns=1), subject="pot:1")


class TestTheJournal:
    def test_reads_a_history_in_one_query(self, django_assert_num_queries: object) -> None:
        for turns in range(3):
            stir(actor=SYSTEM, turns=turns, meal="meal:1")
        assert callable(django_assert_num_queries)
        with django_assert_num_queries(1):
            assert len(trail("meal:1")) == 3

    @pytest.mark.parametrize(
        "change",
        [
            lambda: JournalEvent.objects.update(kind="x"),
            lambda: JournalEvent.objects.all().delete(),
            lambda: JournalEvent.objects.get().save(),
            lambda: JournalEvent.objects.get().delete(),
        ],
    )
    def test_is_append_only(self, change: object) -> None:
        stir(actor=SYSTEM, turns=1)
        assert callable(change)
        with pytest.raises(TypeError, match="append-only"):
            change()

    @pytest.mark.parametrize(
        "change",
        [
            "data = '{\"turns\": 9}'",
            "subject = 'pot:2'",
            "trail = 'pot:2'",
            "actor_label = 'nobody'",
            "actor_id = 7",
            "campaign_id = 7",
            "kind = 'tests.poured'",
            "at = '2016-02-15 00:00:00'",
        ],
    )
    def test_names_the_first_event_that_was_changed(self, change: str) -> None:
        for turns in range(3):
            stir(actor=SYSTEM, turns=turns)
        assert verify().first_bad is None
        second = JournalEvent.objects.order_by("id")[1].pk
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE journal_journalevent SET {change} WHERE id = %s", [second])
        found = verify()
        assert (found.checked, found.fault, found.first_bad) == (1, Fault.CHANGED, second)
