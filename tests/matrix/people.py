"""Who asks in the table of docs/access.md: a stranger, a partner's program, and every role in three
organs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.matrix.scenes import Scene
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel.actor import Role

ANONYMOUS = "anonymous"
PROGRAM = "program"  # shows a channel token
REST = "rest"
# Where a role sits when the complaint is its own business; the others sit with the office.
_OWN = {
    Role.CLERK: "commission",
    Role.HANDLER: "commission",
    Role.LEAD: "commission",
    Role.LEADING_GROUP: "leading",
}


def _home(scene: Scene, role: Role, place: str) -> Organ:
    homes: dict[str, Organ] = {
        "own": getattr(scene.province, _OWN.get(role, "office")),
        "other": scene.archive,
        "concerned": scene.province.bureau,
    }
    return homes[place]


PLACES = ("own", "other", "concerned")
STAFF = tuple(f"{role}.{place}" for role in Role for place in PLACES)
EVERYBODY = (ANONYMOUS, PROGRAM, *STAFF)


@dataclass(frozen=True)
class Cast:
    """Accounts by their name in the table, such as 'handler.concerned'."""

    accounts: dict[str, Account]


def cast_of(scene: Scene) -> Cast:
    return Cast(
        {
            f"{role}.{place}": scene.province.account(
                f"{role}-{place}".replace("_", "-"), role, _home(scene, role, place)
            )
            for role in Role
            for place in PLACES
        }
    )


def expanded(words: str) -> frozenset[str]:
    """'office, lead.own' → every person meant. ValueError for a word that means nobody."""
    found: set[str] = set()
    for word in filter(None, (one.strip() for one in words.split(","))):
        people = {one for one in EVERYBODY if one == word or one.partition(".")[0] == word}
        if not people:
            raise ValueError(f"{word!r} is no role and no role.organ")
        found |= people
    return frozenset(found)


def told(people: Iterable[str]) -> str:
    """The shortest words for these people; the opposite of `expanded`."""
    left = set(people)
    words = [one for one in (ANONYMOUS, PROGRAM) if one in left]
    for role in Role:
        whole = {f"{role}.{place}" for place in PLACES}
        words += [role.value] if whole <= left else [one for one in STAFF if one in whole & left]
    return ", ".join(words)
