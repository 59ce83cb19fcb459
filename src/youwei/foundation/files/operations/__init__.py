"""What puts files away, takes them back, and sets them aside."""

from youwei.foundation.files.operations.secrets import purge, release, set_aside
from youwei.foundation.files.operations.storing import attach, discard_orphans, withdraw

__all__ = ["attach", "discard_orphans", "purge", "release", "set_aside", "withdraw"]
