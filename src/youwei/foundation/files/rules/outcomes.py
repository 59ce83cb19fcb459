"""What becomes of a file that was set aside."""

from enum import StrEnum

REASON_LIMIT = 500  # characters


class Outcome(StrEnum):
    RELEASED = "released"  # it holds no secret; whoever could read it can do so again
    PURGED = "purged"  # the bytes are destroyed, the record stays
