"""Hashes of the tree as they are stored, and the proofs made from them."""

from dataclasses import dataclass
from functools import cache

from youwei.foundation.journal.models import (
    Block,
    JournalEvent,
    Leaf,
    SigningKey,
    TreeHead,
    algorithm,
)
from youwei.kernel.merkle import (
    Subtree,
    consistency_path,
    fold,
    inclusion_path,
)
from youwei.kernel.refusal import NotFound

STEP = 8  # every so many levels a row of roots is kept


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Proves that `leaf` stands at `position` under the root of `head`."""

    head: TreeHead
    position: int
    leaf: bytes
    path: tuple[bytes, ...]


def stored_subtrees() -> Subtree:
    """Reads at most 256 hashes for a subtree, whatever its size; each row is read once."""

    @cache
    def subtree(level: int, index: int) -> bytes:
        kept = level - level % STEP
        width = 1 << (level - kept)
        return fold(kept_row(kept, index * width, width), algorithm())

    return subtree


def kept_row(level: int, begin: int, count: int) -> list[bytes]:
    """Hashes of a level that is kept. LookupError where one is missing."""
    if level == 0:
        leaves = Leaf.objects.filter(position__gte=begin, position__lt=begin + count)
        found = list(leaves.order_by("position").values_list("hash", flat=True))
    else:
        blocks = Block.objects.filter(level=level, index__gte=begin, index__lt=begin + count)
        found = list(blocks.order_by("index").values_list("hash", flat=True))
    if len(found) != count:
        raise LookupError(f"the tree lacks hashes of level {level} from {begin}")
    return [bytes(one) for one in found]


def latest_head() -> TreeHead | None:
    return TreeHead.objects.select_related("key").order_by("-size").first()


def head_of(size: int) -> TreeHead:
    """Raises NotFound."""
    head = TreeHead.objects.select_related("key").filter(size=size).first()
    if head is None:
        raise NotFound(field="size")
    return head


def heads(*, most: int = 50) -> tuple[TreeHead, ...]:
    """Newest first."""
    return tuple(TreeHead.objects.select_related("key").order_by("-size")[:most])


def signing_keys() -> tuple[SigningKey, ...]:
    return tuple(SigningKey.objects.order_by("id"))


def inclusion(digest: str) -> Inclusion | None:
    """The proof for the event with this digest under the newest head; None while it waits to be
    taken into the tree. Raises NotFound where there is no such event.
    """
    event = JournalEvent.objects.filter(digest=digest).order_by("id").first()
    if event is None:
        raise NotFound(field="fingerprint")
    leaf, head = Leaf.objects.filter(event=event).first(), latest_head()
    if leaf is None or head is None or leaf.position >= head.size:
        return None
    path = inclusion_path(leaf.position, head.size, stored_subtrees(), algorithm())
    return Inclusion(head, leaf.position, bytes(leaf.hash), path)


def consistency(first: TreeHead, second: TreeHead) -> tuple[bytes, ...]:
    """Proves that nothing that `first` covered was changed or removed in `second`."""
    return consistency_path(first.size, second.size, stored_subtrees(), algorithm())
