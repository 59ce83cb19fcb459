"""The canonical form of an event, from which its digest is made, and its seal."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from youwei.kernel.hashing import Algorithm, digest, keyed


def digest_of(
    *,
    at: datetime,
    kind: str,
    campaign_id: int | None,
    subject: str,
    trail: str,
    actor: tuple[str, int | None, str],
    data: Mapping[str, object],
    algorithm: Algorithm = "sha256",
) -> str:
    """Hex, over canonical JSON (sorted keys, no spaces, UTC with microseconds)."""
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
    return digest(algorithm, text.encode()).hex()


def seal_of(of: str, key: bytes, algorithm: Algorithm = "sha256") -> str:
    """HMAC over a digest, hex: only who holds the installation's secret writes a valid event."""
    return keyed(algorithm, key, of.encode()).hex()
