"""Who asks in the table of docs/access.md: a stranger, whoever holds a receipt, a partner's
program, and every role in the organs that make a difference to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.matrix.scenes import Scene
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel.actor import Role

ANONYMOUS = "anonymous"
CITIZEN = (
    "citizen"  # no account: shows the number and code of what they handed in, or a voting code
)
PROGRAM = "program"  # shows a channel token
REST = "rest"
# Where a role sits when the complaint is its own business; the others sit with the office.
_OWN = {
    Role.CLERK: "commission",
    Role.HANDLER: "commission",
    Role.LEAD: "commission",
    Role.LEADING_GROUP: "leading",
}


# The organ concerned is asked where a complaint could reach it: by those who work on matters.
_THREE = frozenset({Role.CLERK, Role.HANDLER, Role.LEAD, Role.OFFICE})
_TWO = frozenset({Role.LEADING_GROUP, Role.DISCIPLINE, Role.APPRAISER})


def places_of(role: Role) -> tuple[str, ...]:
    """The others have no organ's business: what they may is a matter of their place."""
    if role in _THREE:
        return ("own", "other", "concerned")
    return ("own", "other") if role in _TWO else ("own",)


def _home(scene: Scene, role: Role, place: str, receiving: Organ) -> Organ:
    own = (
        receiving if role is Role.DISCIPLINE else getattr(scene.province, _OWN.get(role, "office"))
    )
    homes: dict[str, Organ] = {
        "own": own,
        "other": scene.archive,
        "concerned": scene.province.bureau,
    }
    return homes[place]


STAFF = tuple(f"{role}.{place}" for role in Role for place in places_of(role))
EVERYBODY = (ANONYMOUS, CITIZEN, PROGRAM, *STAFF)


@dataclass(frozen=True)
class Cast:
    """Accounts by their name in the table, such as 'handler.concerned'."""

    accounts: dict[str, Account]


def cast_of(scene: Scene, receiving: Organ) -> Cast:
    """`receiving` is the discipline body to which disclosures go."""
    return Cast(
        {
            f"{role}.{place}": scene.province.account(
                f"{role}-{place}".replace("_", "-"), role, _home(scene, role, place, receiving)
            )
            for role in Role
            for place in places_of(role)
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
    words = [one for one in (ANONYMOUS, CITIZEN, PROGRAM) if one in left]
    for role in Role:
        whole = {f"{role}.{place}" for place in places_of(role)}
        words += [role.value] if whole <= left else [one for one in STAFF if one in whole & left]
    return ", ".join(words)
