"""The canonical form of an event, from which its digest is made, and its seal."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime


def digest_of(
    *,
    at: datetime,
    kind: str,
    campaign_id: int | None,
    subject: str,
    trail: str,
    actor: tuple[str, int | None, str],
    data: Mapping[str, object],
) -> str:
    """SHA-256, hex, over canonical JSON (sorted keys, no spaces, UTC with microseconds)."""
    leaf = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "campaign": campaign_id,
        "subject": subject,
        "trail": trail,
        "actor": actor,
        "data": data,
    }
    text = json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(digest: str, key: bytes) -> str:
    """HMAC-SHA-256, hex: only who holds the installation's secret writes a valid event."""
    return hmac.digest(key, digest.encode(), hashlib.sha256).hex()
