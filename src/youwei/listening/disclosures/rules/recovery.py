"""The offline recovery key: how its public part is written, why it is used, and for how long the
second person may be waited for.
"""

from datetime import timedelta
from enum import StrEnum

from youwei.kernel.age import is_public

WAIT = timedelta(days=3)


class Why(StrEnum):
    LOST = "lost"
    LEFT = "left"
    LAW = "law"


def public_part(outer: str, inner: str) -> str:
    """One line for the form on which it is registered."""
    return f"{outer}+{inner}"


def halves_of(text: str) -> tuple[str, str] | None:
    """Outer and inner public key; None where the text is not a public part."""
    found = "".join(text.split()).lower().split("+")
    if len(found) != 2 or found[0] == found[1] or not all(map(is_public, found)):
        return None
    return found[0], found[1]


def secret_of(typed: str) -> str:
    """A secret half as it is typed off a paper, in groups and in any case."""
    return "".join(typed.split()).upper()


def grouped(secret: str) -> str:
    """For writing down: groups of six, eight to a line."""
    groups = [secret[at : at + 6] for at in range(0, len(secret), 6)]
    return "\n".join(" ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))
