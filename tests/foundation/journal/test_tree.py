"""The tree over the journal: whatever is done to its rows behind the program's back is found."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test import override_settings
from pymerkle import InmemoryTree

from youwei.foundation.journal.models import Block, JournalEvent, Leaf, SigningKey, TreeHead
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.journal.queries import tree
from youwei.foundation.journal.queries.verifying import verify
from youwei.foundation.journal.rules import checkpoints
from youwei.foundation.journal.rules.faults import Fault
from youwei.foundation.journal.writing import sequencing, signing
from youwei.foundation.journal.writing.sequencing import sequence
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event
from youwei.kernel.merkle import is_consistent, is_included, leaf_hash
from youwei.kernel.refusal import NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_own_keys")]


@dataclass(frozen=True, kw_only=True)
class Planted(Event):
    kind = "tests.planted"
    title = "Planted"
    number: int


@operation
def plant(*, actor: Actor, number: int) -> JournalEvent:
    return record(actor=actor, event=Planted(number=number), subject=f"tree:{number}")


@pytest.fixture
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.YOUWEI_DATA = tmp_path


def planted(count: int, first: int = 0) -> list[JournalEvent]:
    return [plant(actor=SYSTEM, number=first + n) for n in range(count)]


def sql(text: str, *values: int | str | bytes) -> None:
    """As somebody would who has the database and not the program. What the database itself refuses
    (a foreign key at the end of the transaction) is not what this is about.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(text, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


class TestSequencing:
    def test_takes_each_event_once_and_in_order(self) -> None:
        events = planted(5)
        assert sequence() == 5
        assert sequence() == 0
        events += planted(3, first=5)
        assert sequence() == 3
        rows = Leaf.objects.order_by("position").values_list("position", "event_id")
        assert list(rows) == list(enumerate(event.pk for event in events))
        assert list(TreeHead.objects.values_list("size", flat=True)) == [5, 8]

    def test_an_event_that_came_late_is_taken_up(self) -> None:
        early, late = planted(2)
        waiting = Leaf.objects.filter(event=early)
        early_row = JournalEvent.objects.filter(pk=early.pk)
        assert early_row.exists()
        # Its transaction was still open when the other was taken.
        chunk = sequencing._waiting().exclude(pk=early.pk)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sequencing, "_waiting", lambda: chunk)
            assert sequence() == 1
        assert sequence() == 1
        assert waiting.get().position == 1
        assert Leaf.objects.get(event=late).position == 0
        assert verify().fault is None

    @pytest.mark.parametrize("sizes", [(1,), (255, 1, 1), (256,), (300, 220), (512, 3)])
    def test_the_root_is_that_of_another_implementation(self, sizes: tuple[int, ...]) -> None:
        other, done = InmemoryTree(), 0
        for size in sizes:
            for event in planted(size, first=done):
                other.append_entry(bytes.fromhex(event.digest))
            done += size
            sequence()
            head = tree.latest_head()
            assert head is not None
            assert (head.size, bytes(head.root)) == (done, bytes(other.get_root(done)))
        assert Block.objects.count() == done // 256
        assert verify().fault is None

    def test_in_parts_gives_the_same_tree(self, monkeypatch: pytest.MonkeyPatch) -> None:
        planted(7)
        monkeypatch.setattr(sequencing, "CHUNK", 3)
        assert sequence() == 7
        assert list(TreeHead.objects.values_list("size", flat=True)) == [3, 6, 7]
        assert verify().heads == 3


class TestProofs:
    def test_of_every_event_hold_after_the_tree_has_grown(self) -> None:
        events = planted(260)
        sequence()
        planted(9, first=260)
        sequence()
        for event in (events[0], events[127], events[255], events[259]):
            found = tree.inclusion(event.digest)
            assert found is not None
            assert found.leaf == leaf_hash(bytes.fromhex(event.digest))
            root = bytes(found.head.root)
            assert is_included(found.leaf, found.position, found.head.size, root, found.path)

    def test_of_what_waits_come_later_and_of_what_never_was_never(self) -> None:
        (event,) = planted(1)
        assert tree.inclusion(event.digest) is None
        sequence()
        assert tree.inclusion(event.digest) is not None
        with pytest.raises(NotFound):
            tree.inclusion("0" * 64)

    def test_between_heads_show_that_nothing_was_taken_away(self) -> None:
        for first, count in ((0, 3), (3, 300), (303, 17)):
            planted(count, first=first)
            sequence()
        small, middle, great = (tree.head_of(size) for size in (3, 303, 320))
        for old, new in ((small, middle), (small, great), (middle, great)):
            path = tree.consistency(old, new)
            assert is_consistent(old.size, new.size, bytes(old.root), bytes(new.root), path)


class TestHeads:
    def test_are_signed_as_notes_that_outsiders_can_check(self) -> None:
        planted(2)
        sequence()
        head = tree.latest_head()
        assert head is not None
        public = bytes.fromhex(head.key.public)
        text = checkpoints.note(head.checkpoint, public, bytes(head.signature))
        body, _, line = text.partition("\n\n")
        dash, origin, signed = line.split(" ")
        raw = base64.b64decode(signed)
        Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], f"{body}\n".encode())
        assert dash == "—"
        assert checkpoints.verifier_key(origin, public).split("+")[1] == raw[:4].hex()

    def test_of_a_former_key_stay_good(self) -> None:
        planted(1)
        sequence()
        signing.renew()
        planted(1, first=1)
        sequence()
        assert TreeHead.objects.values("key").distinct().count() == 2
        assert SigningKey.objects.filter(ended=None).count() == 1
        assert verify().heads == 2

    def test_are_not_signed_without_the_secret_half(self, settings: Any) -> None:
        planted(1)
        sequence()
        for path in (settings.YOUWEI_DATA / signing.FOLDER).iterdir():
            assert path.stat().st_mode & 0o077 == 0
            path.unlink()
        planted(1, first=1)
        with pytest.raises(signing.KeyMissing):
            sequence()
        assert TreeHead.objects.count() == 1

    def test_a_changed_secret_of_the_installation_keeps_old_events_good(self) -> None:
        planted(2)
        with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[_secret()]):
            planted(1, first=2)
            assert verify().fault is None
        assert verify().fault is Fault.FOREIGN


def _secret() -> str:
    from django.conf import settings

    return str(settings.SECRET_KEY)


def _change(events: list[JournalEvent]) -> None:
    sql("UPDATE journal_journalevent SET actor_label = 'x' WHERE id = %s", events[1].pk)


def _delete(events: list[JournalEvent]) -> None:
    sql("DELETE FROM journal_leaf WHERE event_id = %s", events[1].pk)
    sql("DELETE FROM journal_journalevent WHERE id = %s", events[1].pk)


def _delete_last(events: list[JournalEvent]) -> None:
    sql("DELETE FROM journal_leaf WHERE event_id = %s", events[-1].pk)
    sql("DELETE FROM journal_journalevent WHERE id = %s", events[-1].pk)


def _swap(events: list[JournalEvent]) -> None:
    one, two = events[1].pk, events[2].pk
    for old, new in ((one, -1), (two, one), (-1, two)):
        sql("UPDATE journal_leaf SET event_id = %s WHERE event_id = %s", new, old)


def _swap_with_hashes(events: list[JournalEvent]) -> None:
    _swap(events)
    for event in (events[1], events[2]):
        hashed = leaf_hash(bytes.fromhex(event.digest))
        sql("UPDATE journal_leaf SET hash = %s WHERE event_id = %s", hashed, event.pk)


def _insert(events: list[JournalEvent]) -> None:
    """A copy of a real event, put in by hand with another subject and the digest that fits."""
    copy = JournalEvent.objects.get(pk=events[1].pk)
    copy.subject = "tree:99"
    sql(
        "INSERT INTO journal_journalevent (at, kind, campaign_id, subject, trail, actor_kind,"
        " actor_id, actor_label, data, digest, seal) SELECT at, kind, campaign_id, 'tree:99',"
        " trail, actor_kind, actor_id, actor_label, data, %s, seal"
        " FROM journal_journalevent WHERE id = %s",
        copy.recomputed(),
        events[1].pk,
    )


def _rewrite_all(events: list[JournalEvent]) -> None:
    """Event, leaf and seal are made to fit, by somebody who holds the secret, too."""
    from youwei.foundation.journal.queries.seals import seal_keys
    from youwei.foundation.journal.rules import seal_of

    copy = JournalEvent.objects.get(pk=events[1].pk)
    copy.actor_label = "x"
    digest = copy.recomputed()
    sql(
        "UPDATE journal_journalevent SET actor_label = 'x', digest = %s, seal = %s WHERE id = %s",
        digest,
        seal_of(digest, seal_keys()[0]),
        copy.pk,
    )
    hashed = leaf_hash(bytes.fromhex(digest))
    sql("UPDATE journal_leaf SET hash = %s WHERE event_id = %s", hashed, copy.pk)


def _forge_head(events: list[JournalEvent]) -> None:
    """The tree is rebuilt over changed rows; the head cannot be signed."""
    _rewrite_all(events)
    other = InmemoryTree()
    for event in JournalEvent.objects.order_by("id"):
        other.append_entry(bytes.fromhex(event.digest))
    sql("UPDATE journal_treehead SET root = %s", bytes(other.get_root(other.get_size())))


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (_change, Fault.CHANGED),
        (_delete, Fault.MISSING),
        (_delete_last, Fault.MISSING),
        (_swap, Fault.MOVED),
        (_swap_with_hashes, Fault.HEAD),
        (_insert, Fault.FOREIGN),
        (_rewrite_all, Fault.HEAD),
        (_forge_head, Fault.SIGNATURE),
    ],
)
def test_tampering_is_found(tamper: Callable[[list[JournalEvent]], None], fault: Fault) -> None:
    events = planted(4)
    sequence()
    assert verify().fault is None
    tamper(events)
    found = verify()
    assert found.fault is fault
    if fault in {Fault.CHANGED, Fault.MOVED}:
        assert found.first_bad == events[2 if tamper is _swap else 1].pk


def test_a_kept_root_that_was_changed_is_found() -> None:
    planted(256)
    sequence()
    sql("UPDATE journal_block SET hash = %s", b"\0" * 32)
    assert verify().fault is Fault.BLOCK


def test_an_event_hidden_from_the_tree_is_found() -> None:
    planted(2)
    sequence()
    (hidden,) = planted(1, first=2)
    assert verify().fault is None
    with clock.at(clock.now() + timedelta(days=3)):
        assert (verify().fault, verify().first_bad) == (Fault.WAITING, hidden.pk)


def test_an_event_that_tells_its_day_only_is_not_missed_at_midnight() -> None:
    """A disclosure bears the first moment of its day, and the next day begins before the job."""
    planted(2)
    sequence()
    with clock.at(clock.begin_of(clock.today())):
        planted(1, first=2)
    with clock.at(clock.after(clock.today()) + timedelta(seconds=1)):
        assert verify().fault is None
