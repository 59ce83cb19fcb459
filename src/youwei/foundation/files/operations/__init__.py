"""What puts files away, takes them back, and sets them aside."""

from youwei.foundation.files.operations.secrets import purge, release, set_aside
from youwei.foundation.files.operations.storing import (
    attach,
    discard_orphans,
    erase_original,
    withdraw,
)

__all__ = [
    "attach",
    "discard_orphans",
    "erase_original",
    "purge",
    "release",
    "set_aside",
    "withdraw",
]
