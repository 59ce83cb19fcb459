"""A tree head as a text that outsiders can check: a checkpoint in the form of C2SP tlog-checkpoint,
signed as a note (C2SP signed-note, Ed25519).
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from youwei.kernel.hashing import Algorithm

_ED25519 = b"\1"  # the signature type of signed-note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`origin` names the log, `root` is over its first `size` leaves, `at` when it was signed."""

    origin: str
    size: int
    root: bytes
    at: datetime
    algorithm: Algorithm = "sha256"

    @property
    def body(self) -> str:
        """What is signed. The time stands in an extension line, and so does another hash than the
        SHA-256 of RFC 6962.
        """
        root = base64.b64encode(self.root).decode()
        other = "" if self.algorithm == "sha256" else f"hash {self.algorithm}\n"
        return f"{self.origin}\n{self.size}\n{root}\nat {stamp(self.at)}\n{other}"


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def key_id(origin: str, public: bytes) -> bytes:
    """Four bytes by which a signature line names its key."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def note(checkpoint: Checkpoint, public: bytes, signature: bytes) -> str:
    """The body, a blank line, and the signature line."""
    signed = base64.b64encode(key_id(checkpoint.origin, public) + signature).decode()
    return f"{checkpoint.body}\n— {checkpoint.origin} {signed}\n"


def verifier_key(origin: str, public: bytes) -> str:
    """The public key as note tools take it: name, key id, type and key."""
    name = key_id(origin, public).hex()
    return f"{origin}+{name}+{base64.b64encode(_ED25519 + public).decode()}"
