"""Takes new events into the tree and signs its head. Intake never waits for it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from youwei.foundation.journal.models import (
    Block,
    EventQuerySet,
    JournalEvent,
    Leaf,
    SigningKey,
    TreeHead,
    algorithm,
)
from youwei.foundation.journal.queries.beginning import check_hash
from youwei.foundation.journal.queries.tree import STEP, kept_row, stored_subtrees
from youwei.foundation.journal.writing.signing import key_in_force
from youwei.kernel import clock
from youwei.kernel.merkle import fold, leaf_hash, root_of

CHUNK = 20_000  # events in one transaction
WIDTH = 1 << STEP
# An event is seen when its transaction ends, so a smaller id may come later; none takes so long.
SETTLED = timedelta(days=1)


def sequence() -> int:
    """Everything that waits; returns how many events were taken in. Safe to run twice at once."""
    check_hash()
    total = 0
    while taken := _take():
        total += taken
    return total


@transaction.atomic
def _take() -> int:
    key, secret = key_in_force()
    # One at a time: positions are counted.
    SigningKey.objects.select_for_update().get(pk=key.pk)
    last = Leaf.objects.aggregate(last=Max("position"))["last"]
    size = 0 if last is None else last + 1
    events = list(_waiting().values_list("id", "digest")[:CHUNK])
    if not events:
        return 0
    chosen = algorithm()
    hashes = [leaf_hash(bytes.fromhex(digest), chosen) for _, digest in events]
    Leaf.objects.bulk_create(
        (
            Leaf(position=size + n, event_id=event, hash=hashed)
            for n, ((event, _), hashed) in enumerate(zip(events, hashes, strict=True))
        ),
        batch_size=2_000,
    )
    after = size + len(events)
    _complete(0, size, after)
    head = TreeHead(
        size=after,
        root=root_of(after, stored_subtrees(), chosen),
        at=clock.now().replace(microsecond=0),
        last_event=max(event for event, _ in events),
        key=key,
    )
    head.signature = secret.sign(head.checkpoint.body.encode())
    head.save(force_insert=True)
    return len(events)


def _waiting() -> EventQuerySet:
    before = TreeHead.objects.filter(at__lt=clock.now() - SETTLED).aggregate(
        last=Max("last_event")
    )["last"]
    return JournalEvent.objects.filter(id__gt=before or 0, leaf__isnull=True).order_by("id")


def _complete(level: int, before: int, after: int) -> None:
    """Keeps the roots over 256 hashes of this level that are whole now, and goes one row up."""
    first, last = before // WIDTH, after // WIDTH
    if first == last:
        return
    chosen = algorithm()
    rows = kept_row(level, first * WIDTH, (last - first) * WIDTH)
    Block.objects.bulk_create(
        Block(
            level=level + STEP,
            index=first + n,
            hash=fold(rows[n * WIDTH : (n + 1) * WIDTH], chosen),
        )
        for n in range(last - first)
    )
    _complete(level + STEP, first, last)
