"""Recomputes the whole journal: every event, every leaf, every signed head."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from youwei.foundation.journal.models import Block, JournalEvent, Leaf, TreeHead, algorithm
from youwei.foundation.journal.queries.seals import seal_keys
from youwei.foundation.journal.queries.tree import STEP
from youwei.foundation.journal.rules import digest_of, seal_of
from youwei.foundation.journal.rules.faults import Fault
from youwei.kernel import clock
from youwei.kernel.merkle import fold, leaf_hash, node_hash

CHUNK = 5_000
# A day, and another for events that tell their day only: a sealed disclosure bears its midnight.
WAITS_AT_MOST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` is the id of the first event, or the first place in the tree, of the fault."""

    checked: int
    heads: int
    fault: Fault | None = None
    first_bad: int | None = None


class _Found(Exception):
    def __init__(self, fault: Fault, first_bad: int) -> None:
        super().__init__(fault)
        self.fault, self.first_bad = fault, first_bad


def verify() -> Verification:
    """Memory does not grow with the number of events."""
    checked = heads = 0
    try:
        for _ in _events():
            checked += 1
        for _ in _heads():
            heads += 1
        _blocks()
        _left_out()
    except _Found as found:
        return Verification(checked, heads, found.fault, found.first_bad)
    return Verification(checked, heads)


def _events() -> Iterator[int]:
    """Tuples, not rows of the model: of a million events that is half of the time."""
    keys, chosen = seal_keys(), algorithm()
    rows = JournalEvent.objects.order_by("id").values_list(
        *("id", "digest", "seal", "at", "kind", "campaign_id", "subject", "trail"),
        *("actor_kind", "actor_id", "actor_label", "data"),
    )
    for pk, stored, seal, at, kind, campaign, subject, trail, *actor, data in rows.iterator(
        chunk_size=CHUNK
    ):
        found = digest_of(
            at=at,
            kind=kind,
            campaign_id=campaign,
            subject=subject,
            trail=trail,
            actor=(actor[0], actor[1], actor[2]),
            data=data,
            algorithm=chosen,
        )
        if found != stored:
            raise _Found(Fault.CHANGED, pk)
        if not any(hmac.compare_digest(seal_of(stored, key, chosen), seal) for key in keys):
            raise _Found(Fault.FOREIGN, pk)
        yield pk


def is_sealed(event: JournalEvent) -> bool:
    """Whether the row is, word for word, what this installation wrote."""
    return event.recomputed() == event.digest and _is_ours(event)


def _is_ours(event: JournalEvent) -> bool:
    chosen = algorithm()
    return any(
        hmac.compare_digest(seal_of(event.digest, key, chosen), event.seal) for key in seal_keys()
    )


def _heads() -> Iterator[TreeHead]:
    """Grows the tree leaf by leaf and compares it at every head that was signed."""
    rows = Leaf.objects.order_by("position").values_list(
        "position", "hash", "event__digest", "event"
    )
    leaves = rows.iterator(chunk_size=CHUNK)
    peaks: list[tuple[int, bytes]] = []
    position = 0
    for head in TreeHead.objects.select_related("key").order_by("size").iterator(chunk_size=CHUNK):
        while position < head.size:
            _grow(peaks, _next(leaves, position))
            position += 1
        if _root(peaks) != bytes(head.root):
            raise _Found(Fault.HEAD, head.size)
        if not _is_signed(head):
            raise _Found(Fault.SIGNATURE, head.size)
        yield head
    if (more := next(leaves, None)) is not None:
        raise _Found(Fault.HEAD, more[0])


def _next(leaves: Iterator[tuple[int, bytes | memoryview, str, int]], position: int) -> bytes:
    row = next(leaves, None)
    if row is None or row[0] != position:
        raise _Found(Fault.MISSING, position)
    if bytes(row[1]) != leaf_hash(bytes.fromhex(row[2]), algorithm()):
        raise _Found(Fault.MOVED, row[3])
    return bytes(row[1])


def _grow(peaks: list[tuple[int, bytes]], leaf: bytes) -> None:
    """`peaks` are the roots of perfect subtrees so far, the largest first, with their levels."""
    level, found = 0, leaf
    while peaks and peaks[-1][0] == level:
        found = node_hash(peaks.pop()[1], found, algorithm())
        level += 1
    peaks.append((level, found))


def _root(peaks: list[tuple[int, bytes]]) -> bytes:
    found = peaks[-1][1]
    for _, left in reversed(peaks[:-1]):
        found = node_hash(left, found, algorithm())
    return found


def _is_signed(head: TreeHead) -> bool:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key.public))
    try:
        public.verify(bytes(head.signature), head.checkpoint.body.encode())
    except InvalidSignature:
        return False
    return True


def _blocks() -> None:
    """The kept roots, from which proofs are made, against the row below each."""
    width = 1 << STEP
    for block in Block.objects.order_by("level", "index").iterator(chunk_size=CHUNK):
        begin = block.index * width
        below = (
            Leaf.objects.filter(position__gte=begin, position__lt=begin + width)
            .order_by("position")
            .values_list("hash", flat=True)
            if block.level == STEP
            else Block.objects.filter(
                level=block.level - STEP, index__gte=begin, index__lt=begin + width
            )
            .order_by("index")
            .values_list("hash", flat=True)
        )
        hashes = [bytes(one) for one in below]
        if len(hashes) != width or fold(hashes, algorithm()) != bytes(block.hash):
            raise _Found(Fault.BLOCK, block.pk)


def _left_out() -> None:
    """An event that waits longer than the job takes was hidden from the tree, or put in by hand."""
    late = JournalEvent.objects.filter(leaf__isnull=True, at__lt=clock.now() - WAITS_AT_MOST)
    if TreeHead.objects.exists() and (event := late.order_by("id").first()) is not None:
        raise _Found(Fault.WAITING, event.pk)
