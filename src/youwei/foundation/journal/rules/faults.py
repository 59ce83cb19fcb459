"""What a check of the journal can find."""

from enum import StrEnum


class Fault(StrEnum):
    """What does not fit. CHANGED: an event and its digest; FOREIGN: an event that this installation
    did not write; MOVED: an event and its leaf; MISSING: a place in the tree without an event;
    HEAD: a root that the leaves do not give; SIGNATURE; BLOCK: a kept root; WAITING: an event that
    was left out of the tree.
    """

    CHANGED = "changed"
    FOREIGN = "foreign"
    MOVED = "moved"
    MISSING = "missing"
    HEAD = "head"
    SIGNATURE = "signature"
    BLOCK = "block"
    WAITING = "waiting"
