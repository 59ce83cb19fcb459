"""What somebody owes is named by the apps above, which register here what they hand over."""

from collections.abc import Callable
from dataclasses import dataclass

from youwei.foundation.people.models import Account
from youwei.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Handover:
    """`owed` counts what the account owes. `hand_over(actor, account, successor)` gives all of it
    to the successor, in the transaction of the leaving.
    """

    name: str
    owed: Callable[[Account], int]
    hand_over: Callable[[Actor, Account, Account], object]


_handovers: dict[str, Handover] = {}


def on_leaving(handover: Handover) -> None:
    """Registers once per name; an app calls it when it is ready."""
    _handovers[handover.name] = handover


def owed_by(account: Account) -> int:
    return sum(handover.owed(account) for handover in _handovers.values())


def hand_over(actor: Actor, account: Account, successor: Account) -> None:
    for handover in _handovers.values():
        handover.hand_over(actor, account, successor)
